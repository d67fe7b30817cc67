import { Choices } from '../choices.ts';
import type { SignInOrder } from '../idps.ts';
import type { Vendor } from '../app.ts';

/** What a browser's cookie stands for. */
export type Presented<Order = SignInOrder> =
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly id: string }
  | { readonly state: 'used'; readonly id: string }
  | { readonly state: 'good'; readonly id: string; readonly order: Order };

/** One-shot orders: who signs in, or out, next in the browser that holds the ticket. */
export class Tickets<Order extends { key: string } = SignInOrder> {
  readonly #orders = new Map<string, Order | 'used'>();
  readonly #issued = new Map<string, number>();
  readonly #secret: readonly (string | number)[];

  /** `kind` keeps the ids of two sorts of tickets apart. */
  constructor(seed: number, nonce: string, kind = 'ticket') {
    this.#secret = [kind, seed, nonce];
  }

  /** The id follows from the order's key, so that runs can be compared. */
  issue(order: Order): string {
    const before = this.#issued.get(order.key) ?? 0;
    this.#issued.set(order.key, before + 1);
    const id = new Choices(...this.#secret, order.key, before).text('abcdefghijklmnopqrstuvwxyz0123456789', 20);
    this.#orders.set(id, order);
    return id;
  }

  /** What the ticket is worth, without using it. */
  look(id: string | undefined): Presented<Order> {
    if (!id) return { state: 'none' };
    const order = this.#orders.get(id);
    if (order === undefined) return { state: 'unknown', id };
    return order === 'used' ? { state: 'used', id } : { state: 'good', id, order };
  }

  use(id: string): void {
    this.#orders.set(id, 'used');
  }
}

/** Every vendor has a cookie of its own, as all share one host. */
export const cookieOf = (vendor: Vendor) => `jitmus_${vendor}`;

/** Of a ticket to sign out. */
export const signOutCookieOf = (vendor: Vendor) => `jitmus_${vendor}_out`;

/** Of a visitor, who may hold sessions. */
export const visitorCookieOf = (vendor: Vendor) => `jitmus_${vendor}_visitor`;
