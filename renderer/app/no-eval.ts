import { config } from 'zod'

// zod would try whether it may compile functions from strings; the content policy forbids that, and every refusal is a console error.
config({ jitless: true })
