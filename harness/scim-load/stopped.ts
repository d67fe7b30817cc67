/** Why no more is asked of the application, although not all was done. */
export class Stopped extends Error {
  readonly reason: 'interrupted' | 'hopeless';

  constructor(reason: Stopped['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}
