/** Where the API is, below the mocks' origin. */
export const BASE = '/_jitmus/api/v1';
