import { index, type RouteConfig } from '@react-router/dev/routes';

export default [index('./specimen.tsx')] satisfies RouteConfig;
