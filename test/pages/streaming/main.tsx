import 'chat-avatar/styles.css';
import { version } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Page } from './Page.js';

const errors: string[] = [];
Object.assign(window, { reactVersion: version, errors });
hydrateRoot(document, <Page />, { onRecoverableError: (error) => errors.push(String(error)) });
