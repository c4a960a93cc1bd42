import type { Page } from '@playwright/test'

/** Whatever holds the page that is open now; it is another one after a restart. */
export interface Window {
  readonly page: Page
}
