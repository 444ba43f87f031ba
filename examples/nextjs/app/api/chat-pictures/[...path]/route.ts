import { getGateway } from '../../../../server/gateway';

const answer = (request: Request) => getGateway().fetch(request);

export { answer as GET, answer as POST };
