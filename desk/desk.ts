import { Apps } from './apps.ts';
import type { About, Fact } from './feed.ts';
import { People } from './people.ts';
import { Connections } from './provisioning.ts';
import { SignIns } from './sign-ins.ts';
import { SignOuts } from './sign-outs.ts';
import type { World } from './world.ts';

/** What a developer has before them: everything of the mocks that can be looked at and moved while they run. */
export class Desk {
  readonly world: World;
  readonly apps: Apps;
  readonly people: People;
  readonly signIns: SignIns;
  readonly signOuts: SignOuts;
  readonly connections: Connections;

  private constructor(world: World) {
    this.world = world;
    this.apps = new Apps(world);
    this.people = new People(world);
    this.signIns = new SignIns(world, this.apps, this.people);
    this.signOuts = new SignOuts(world, this.apps, this.people);
    this.connections = new Connections(world, this.apps, this.people);
    world.feed.attribute = (fact, n) => this.#about(fact, n);
  }

  static async open(world: World): Promise<Desk> {
    const desk = new Desk(world);
    await desk.#takeIn();
    return desk;
  }

  /** As when the mocks were started. */
  async reset(): Promise<void> {
    const { network, clock, feed } = this.world;
    this.clear();
    network.replace([]);
    clock.set({ frozen: false, offsetMs: 0 });
    feed.clear();
    await this.#takeIn();
  }

  /** Nothing is registered, nobody made, and nothing under way. */
  clear(): void {
    this.signIns.clear();
    this.signOuts.clear();
    this.connections.clear();
    this.apps.clear();
    this.people.clear();
  }

  /** An act at the desk, for the feed. */
  tell(says: string, vendor: Fact['vendor'], about: About = {}): void {
    this.world.feed.add({ kind: 'desk', vendor, at: this.world.clock.now(), says }, about);
  }

  removeApp(id: string): void {
    const registered = this.apps.get(id);
    this.signIns.endAllAt(registered);
    this.connections.removeAllAt(registered);
    this.apps.remove(id);
  }

  async #takeIn(): Promise<void> {
    for (const { app, loginUrl } of await this.world.registered()) this.apps.adopt(app, loginUrl);
  }

  #about(fact: Fact, n: number): About {
    if (fact.kind === 'desk' || fact.kind === 'scim') return {};
    const signIn = this.signIns.note(fact, n);
    if (signIn) return { app: signIn.registered.id, signIn: signIn.id };
    const signOut = this.signOuts.note(fact, n);
    if (signOut) return { app: signOut.registered.id, signOut: signOut.id };
    const app = this.#appNamedIn(fact);
    return app === undefined ? {} : { app };
  }

  /** The application that a message names itself as. */
  #appNamedIn(fact: Exclude<Fact, { kind: 'desk' | 'scim' }>): string | undefined {
    const issuer = fact.kind === 'request' || fact.kind === 'logout-received' ? fact.fields?.issuer : null;
    const clientId = fact.kind === 'authorization-request' ? fact.parameters.client_id : null;
    return this.apps.all.find(
      ({ app }) =>
        app.vendor === fact.vendor &&
        ((issuer != null && app.settings.serviceProvider?.entityId === issuer) ||
          (clientId != null && app.clientId === clientId)),
    )?.id;
  }
}
