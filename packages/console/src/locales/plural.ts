/** A text in the plural forms that its language has; `other` serves where a form is missing. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>
