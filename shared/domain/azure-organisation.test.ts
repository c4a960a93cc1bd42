import { expect, it } from 'vitest'
import { organisationOf } from './azure-organisation.ts'

it.each([
  ['acme', 'acme'],
  ['  acme/ ', 'acme'],
  ['https://dev.azure.com/acme', 'acme'],
  ['https://dev.azure.com/acme/shop/_git/pets?path=/a', 'acme'],
  ['dev.azure.com/acme/', 'acme'],
  ['https://acme.visualstudio.com/shop', 'acme'],
  ['acme.visualstudio.com', 'acme'],
  ['https://dev.azure.com/a%20b', 'a b'],
  ['https://dev.azure.com/a%zz', 'a%zz'],
  ['https://dev.azure.com/', null],
  ['acme.corp', 'acme.corp'],
  ['   ', null],
])('reads %j as %j', (typed, organisation) => {
  expect(organisationOf(typed)).toBe(organisation)
})
