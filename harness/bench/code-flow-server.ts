import { serve } from './code-flow-servers.ts';

await serve(process.argv[2] ?? '');
