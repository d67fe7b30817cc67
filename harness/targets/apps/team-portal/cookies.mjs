/** The value of a cookie that the browser sent. */
export function cookieOf(req, name) {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/**
 * Lax: not sent along with the IdP's cross-site POST, sent when the browser then comes here by itself.
 * In production also `secure`, and `__Host-` before the name.
 */
export function setCookie(res, name, value) {
  res.cookie(name, value, { httpOnly: true, sameSite: 'lax', path: '/' });
}
