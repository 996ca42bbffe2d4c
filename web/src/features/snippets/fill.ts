/** What stands for a variable in the text of this conversation. */
export type Values = Record<string, string>

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Fills `{{name}}` in HTML. What nobody knows stays, so that whoever sends it sees it; what is known to be empty vanishes. */
export const fillHtml = (html: string, values: Values): string => html.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => (name in values ? escaped(values[name] ?? '') : whole))
