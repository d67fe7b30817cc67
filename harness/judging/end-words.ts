/** How a browser's visit can end, in words. */
export const endWords = {
  'redirect-loop': 'redirect loop',
  timeout: 'time-out',
  'dead-socket': 'dead connection',
  'too-large': 'page too large to read',
  'no-script': 'page that needs script (--driver browser runs it)',
  'not-allowed': 'redirect to a host that may not be contacted (allowHosts)',
  page: 'page',
  'server-error': 'server error',
} as const;
