import type { Area } from './content.ts'

const DEFINITION_NAME = /\.(?:ya?ml|json|graphqls?|gql|proto|wsdl|raml)$/i
const COLLECTION_NAME = /[._-]collection\.json$/i

/**
 * What a file most likely holds, by its name and the name of its folder alone, where its text is not at hand: collections are
 * JSON named as they are exported (`Pets.postman_collection.json`), or lie in a folder named after them. Null for anything else.
 */
export function guessContentByName(folder: string, name: string): Area | null {
  if (!DEFINITION_NAME.test(name)) return null
  if (COLLECTION_NAME.test(name)) return 'collection'
  const folderName = folder.slice(folder.lastIndexOf('/') + 1)
  return /\.json$/i.test(name) && /collection/i.test(folderName) ? 'collection' : 'schema'
}
