/** Once a file, once a folder. */
export const FILE_OR_FOLDER = 'postman/schemas/parts'

/** Where files come and go: few, so that they meet; in the connection's folders and outside. */
export const PLACES = [
  'postman/schemas/index.yaml',
  `${FILE_OR_FOLDER}/pet.yaml`,
  FILE_OR_FOLDER,
  'postman/collections/pets.json',
  'postman/collections/Ünï – ペット.json',
  '.postman/api',
  'src/app.ts',
  'README.md',
]
