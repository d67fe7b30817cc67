import { serve } from './scim-servers.ts';

await serve(process.argv[2] ?? '');
