import type { FailureCode, FailureData, FailureValue } from '#shared/contract/failures.ts'

/** A foreseeable failure that a person must be told about; thrown by services and operations, mapped to the contract once. */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  override readonly name = 'Failure'
  readonly code: C
  readonly data: FailureData<C>

  constructor(code: C, data: FailureData<C>, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.data = data
  }

  toValue(): FailureValue {
    return { code: this.code, data: this.data } as FailureValue
  }
}
