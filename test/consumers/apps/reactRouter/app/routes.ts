import { index, type RouteConfig, route } from '@react-router/dev/routes';

export default [
  index('./specimen.tsx'),
  route('api/chat-pictures/*', './chatPictures.ts'),
] satisfies RouteConfig;
