export { diffStructure, isStructured } from './diff-structure.ts'
