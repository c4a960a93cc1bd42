import { describe, expect, it } from 'vitest'
import { recogniseDefinition, settleRoots } from './definition-kind.ts'

describe('the kind of a definition', () => {
  it.each([
    ['index.yaml', 'openapi: 3.0.3\ninfo: {}\n', 'openapi:3', true],
    ['index.yaml', '# comment\r\n"openapi": "3.1.0" # newer\r\n', 'openapi:3_1', true],
    ['a.json', '{ "info": { "openapi": "x" }, "openapi": "3.0.0" }', 'openapi:3', true],
    ['a.json', '\uFEFF{"swagger":"2.0"', 'openapi:2', true],
    ['a.yml', 'swagger: "2.0"\n', 'openapi:2', true],
    ['a.yaml', 'asyncapi: 3.0.0\n', 'asyncapi', true],
    ['pet.json', '{"$schema":"https://json-schema.org/draft/2020-12/schema"}', 'json-schema', true],
    ['pet.yaml', 'type: object\nopenapi_like: 3\n', 'other', false],
    ['pet.yaml', 'text: |\n  openapi: 3.0.0\n', 'other', false],
    ['s.graphql', 'type Query {\n  a: Int\n}\n', 'graphql', true],
    ['part.gql', 'type Pet { id: ID }', 'graphql', false],
    ['s.proto', 'syntax = "proto3";\nservice Pets {\n}\n', 'protobuf', true],
    ['s.wsdl', '<x/>', 'wsdl', true],
    ['s.xml', '<?xml version="1.0"?><!-- a --><w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/">', 'wsdl', true],
    ['s.xml', '<description xmlns="urn:else">', 'other', false],
    ['s.raml', '#%RAML 1.0\ntitle: x', 'raml', true],
    ['t.raml', '#%RAML 1.0 DataType\n', 'raml', false],
    ['README.md', 'openapi: 3.0.0', 'other', false],
  ])('%s holding %j', (name, text, kind, root) => {
    expect(recogniseDefinition(name, text)).toEqual({ kind, root })
  })

  it('stays while the text is broken by typing', () => {
    expect(recogniseDefinition('a.json', '{"openapi": "3.0.0", "info": {"title": "Pe').kind).toBe('openapi:3')
    expect(recogniseDefinition('a.yaml', 'openapi: 3.0.0\ninfo:\n  title: [').kind).toBe('openapi:3')
  })
})

describe('the roots of a folder', () => {
  const file = (path: string, kind: 'json-schema' | 'openapi:3' | 'graphql', root: boolean) => ({ path, kind, root })
  const roots = (files: ReturnType<typeof file>[]) =>
    settleRoots(files)
      .filter((each) => each.root)
      .map((each) => each.path)

  it('are no JSON Schemas beside an OpenAPI document', () => {
    expect(roots([file('pet.json', 'json-schema', true), file('index.yaml', 'openapi:3', true)])).toEqual(['index.yaml'])
    expect(roots([file('pet.json', 'json-schema', true)])).toEqual(['pet.json'])
  })

  it('take a single GraphQL file without an entry point', () => {
    expect(roots([file('a.graphql', 'graphql', false)])).toEqual(['a.graphql'])
    expect(roots([file('a.graphql', 'graphql', false), file('b.graphql', 'graphql', true)])).toEqual(['b.graphql'])
  })
})
