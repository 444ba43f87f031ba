import { useEffect, useLayoutEffect } from 'react';
import { ON_SERVER } from './onServer.js';

/** `useLayoutEffect` without the warning of React 18 on a server, where neither effect runs. */
export const useBrowserLayoutEffect = ON_SERVER ? useEffect : useLayoutEffect;
