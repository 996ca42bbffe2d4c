/** A feature's words in one language: a tree whose root is put under the feature's name. */
export interface Catalogue { [key: string]: string | Catalogue }

export interface CatalogueFile { default: Catalogue }

/** One language's catalogues by feature: `../features/inbox/i18n/en.ts` gives the words under `inbox`. */
export function gather(files: Record<string, CatalogueFile>): Catalogue {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path.split('/').at(-3) ?? '', file.default]))
}
