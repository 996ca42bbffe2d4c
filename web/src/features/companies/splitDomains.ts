/** Domains as people list them: by spaces, commas or semicolons. */
export const splitDomains = (text: string) => text.split(/[\s,;]+/).filter(Boolean)
