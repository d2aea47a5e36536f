/** Words of the widget's look and of its texts, which load with those settings. */
import type { Plural } from './plural.ts'

export const enLooks = {
  'look.brand': 'Brand',
  'look.shape': 'Shape',
  'look.button': 'Button in the corner',
  'look.avatar': 'Picture beside what the site says',
  'look.avatarHint': 'Address of a square image. The logo if empty, else the first letter.',
  'look.imageWrong': 'The address begins with https:// and has no brackets in it.',
  'look.radius': 'Corners',
  'look.sharp': 'Sharp',
  'look.soft': 'Soft',
  'look.round': 'Round',
  'look.density': 'Density',
  'look.comfortable': 'Comfortable',
  'look.compact': 'Compact',
  'look.font': 'Font',
  'look.fontHint':
    'Names, such as Inter, sans-serif, of fonts that your pages have. Empty for the system’s; inherit for the page’s.',
  'look.fontWrong': 'Only names, separated by commas.',
  'look.launcherImage': 'Image in place of the icon',
  'look.launcherImageHint': 'Address of a square image, shown at 28 pixels.',
  'look.locale': 'Main language',
  'look.localeHint':
    'The widget speaks the language of the page. This one is for what you wrote in no other.',
  'look.overriddenAt': 'Set by the page at {origin}: what you choose here is not seen there.',
  'look.overrides': '{origin} sets these itself, in its script tag:',
  'preview.language': 'Language of the preview',
  'texts.spoken': 'Language',
  'texts.search': 'Search in the texts',
  'texts.changed': 'Only what is in our words',
  'texts.count': { one: '{n} text in your words', other: '{n} texts in your words' },
  'texts.none': 'No text of the widget has these words in it.',
  'texts.unchanged': 'Nothing is in your words yet in this language.',
  'texts.usual': 'Back to the usual words',
  'texts.places': 'Filled in by the widget: {places}',
  'texts.stray': 'There is nothing to put in place of {place}.',
  'texts.form.zero': 'For none',
  'texts.form.one': 'For one',
  'texts.form.two': 'For two',
  'texts.form.few': 'For a few',
  'texts.form.many': 'For many',
  'texts.form.other': 'For others',
}

export type LooksMessages = Record<keyof typeof enLooks, string | Plural>
