import { getGateway } from '../../../../server/gateway';

const answer = (request: Request) => getGateway().fetch(request);

// OPTIONS too: with allowedOrigins, a browser asks first (CORS), and Next would answer that by itself.
export { answer as GET, answer as OPTIONS, answer as POST };
