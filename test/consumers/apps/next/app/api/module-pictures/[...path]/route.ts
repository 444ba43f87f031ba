import { gateway } from '../../../../server/moduleGateway';

const answer = (request: Request) => gateway.fetch(request);

export { answer as GET, answer as POST };
