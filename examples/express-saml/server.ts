// The application as a process of its own, as a target file starts it.
import { readFileSync } from 'node:fs';
import { startApp } from './app.ts';

const { IDP_ENTITY_ID = '', IDP_SSO_URL = '', IDP_CERT_FILE = '', PORT = '0' } = process.env;
const certificate = readFileSync(IDP_CERT_FILE, 'utf8');
await startApp({ entityId: IDP_ENTITY_ID, ssoUrl: IDP_SSO_URL, certificate }, Number(PORT));
