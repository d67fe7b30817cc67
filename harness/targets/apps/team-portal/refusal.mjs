/** A request that is turned down, with a sentence for the person who made it. */
export class Refusal extends Error {
  constructor(status, message, detail) {
    super(message);
    this.status = status;
    /** For the operator's log; may quote what strangers sent, so nobody else sees it. */
    this.detail = detail;
  }
}

/** Throws a refusal (403) unless the condition holds. */
export function demand(condition, message, detail) {
  if (!condition) throw new Refusal(403, message, detail);
}

/** Throws a refusal (422) unless what an administrator sent is as it should be. */
export function wanted(condition, message) {
  if (!condition) throw new Refusal(422, message);
}
