import { describe, expect, it } from 'vitest'
import { guessContentByName } from './content-by-name.ts'

describe('what a file most likely holds, by its name', () => {
  it.each([
    ['postman/schemas', 'index.yaml', 'schema'],
    ['postman/schemas', 'pets.json', 'schema'],
    ['', 'schema.graphql', 'schema'],
    ['postman/collections', 'Pets.json', 'collection'],
    ['docs', 'Pets.postman_collection.json', 'collection'],
    ['collections', 'openapi.yaml', 'schema'],
    ['collections/archive', 'Pets.json', 'schema'],
    ['postman/collections', 'README.md', null],
    ['src', 'index.ts', null],
  ] as const)('%s/%s: %s', (folder, name, area) => {
    expect(guessContentByName(folder, name)).toBe(area)
  })
})
