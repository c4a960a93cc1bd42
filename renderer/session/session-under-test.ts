import type { AppEvent } from '#shared/contract/app.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import { createSession, type Session } from './session.ts'

/** The procedures that a test answers; calling any other fails the test. */
export type Answers = { [Room in Exclude<keyof ContractClient, 'events'>]?: Partial<ContractClient[Room]> } & {
  events?: { subscribe: () => Promise<AsyncIterable<AppEvent>> }
}

/** A session whose contract is answered by the test. */
export function sessionUnderTest(answers: Answers): Session {
  const rooms = new Proxy(answers, {
    get: (target, room: string) =>
      new Proxy(Reflect.get(target, room) ?? {}, {
        get: (procedures, name: string) =>
          Reflect.get(procedures, name) ?? (() => Promise.reject(new Error(`The test does not answer ${room}.${name}`))),
      }),
  })
  // The proxy has every room and every procedure of the contract, which the compiler can't see.
  return createSession(rooms as unknown as ContractClient)
}
