/** What the demo's shop answers by itself: entries with the words in which people ask, and those it offers first. */
import type { FaqDraft } from '@foyer/protocol'

/** Questions that the bot offers after the welcome. */
export const demoGuided = [
  'How long does delivery take?',
  'How do I return something?',
  'Can I change or cancel my order?',
]

export const demoEntries: FaqDraft[] = [
  {
    category: 'Delivery',
    question: 'How long does delivery take?',
    phrasings: [
      'When will my order arrive?',
      'What are your delivery times?',
      'How fast do you ship?',
      'How many days until my parcel is here?',
      'How long do I have to wait for a table?',
      'How soon can you deliver?',
    ],
    answer:
      'Small items arrive in **2 to 4 working days**. Furniture is made to order and takes 3 to 5 weeks; we write to you to agree on a day.',
  },
  {
    category: 'Delivery',
    question: 'What does delivery cost?',
    phrasings: [
      'Is shipping free?',
      'How much is shipping?',
      'Do I have to pay for delivery?',
      'What are the delivery charges?',
      'From what amount on do you deliver for free?',
      'How much do you charge to carry a sofa upstairs?',
    ],
    answer:
      'Delivery is **free from €80**. Below that it is €5.90, and €39 for furniture carried into the room.',
  },
  {
    category: 'Delivery',
    question: 'Do you deliver to other countries?',
    phrasings: [
      'Do you ship abroad?',
      'Can I order from outside the country?',
      'Do you deliver to Switzerland?',
      'Is international shipping possible?',
      'I live in Norway, can you send it there?',
      'Which countries do you ship to?',
    ],
    answer:
      'Yes:\n\n- all of the European Union\n- Switzerland and Norway\n- the United Kingdom\n\nElsewhere, ask us: we often find a way.',
  },
  {
    category: 'Delivery',
    question: 'Where is my order?',
    phrasings: [
      'How can I track my parcel?',
      'Has my order been sent yet?',
      'My delivery has not come',
      'Do you have a tracking number for me?',
      'My parcel is late',
      'What is the status of my order?',
    ],
    answer:
      'The e-mail that says that your order has left us has a **tracking link**. For furniture the carrier calls you the day before. Is it late? Tell us the order number and we look into it.',
  },
  {
    category: 'Returns',
    question: 'How do I return something?',
    phrasings: [
      'Can I send it back?',
      'I want a refund',
      'What is your return policy?',
      'I do not like it, can I give it back?',
      'When do I get my money back?',
      'Where do I find a return label?',
    ],
    answer:
      'You have **30 days**. Write to us here with your order number and we send a label; furniture is picked up at your door. The money is back within 5 days of its arrival.',
  },
  {
    category: 'Returns',
    question: 'My order arrived damaged. What now?',
    phrasings: [
      'Something is broken',
      'The table has a scratch',
      'A part is missing',
      'A leg of the chair came off',
      'The box was crushed when it came',
      'You sent me a faulty lamp',
    ],
    answer:
      'We are sorry! Send us a **photo in this chat** with your order number. We replace parts, or the whole piece, at no cost.',
  },
  {
    category: 'Orders',
    question: 'Can I change or cancel my order?',
    phrasings: [
      'How do I cancel?',
      'I ordered the wrong colour',
      'Change my address',
      'I want to add something to my order',
      'Please stop my order',
      'Can I still choose another size?',
    ],
    answer:
      'Yes, until we begin to build it, which is usually **two days** after you order. Tell us the order number and what to change.',
  },
  {
    category: 'Orders',
    question: 'How can I pay?',
    phrasings: [
      'Which payment methods do you take?',
      'Can I pay by invoice?',
      'Do you take cards?',
      'Is PayPal possible?',
      'Can I pay in instalments?',
      'Do you accept a bank transfer?',
    ],
    answer:
      'By card, PayPal, bank transfer or invoice. You can also pay in **three parts**, without interest.',
  },
  {
    category: 'Products',
    question: 'What wood do you use?',
    phrasings: [
      'Is the wood sustainable?',
      'Where does your wood come from?',
      'Is it solid oak?',
      'Which kinds of timber are there?',
      'Are your forests certified?',
      'Is the table made of real wood?',
    ],
    answer:
      'Oak, ash and pine from *FSC-certified* forests within 500 km of our workshop, finished with plant oils.',
  },
  {
    category: 'Products',
    question: 'How do I care for oiled wood?',
    phrasings: [
      'How to clean the table?',
      'Water stains on the table',
      'Which oil should I use?',
      'How often do I have to oil it?',
      'There is a ring from a hot cup',
      'What is the best way to look after my furniture?',
    ],
    answer:
      'Wipe it with a damp cloth and dry it. Twice a year, rub in a little **hard-wax oil** and let it rest overnight.',
  },
  {
    category: 'Products',
    question: 'Do I have to assemble it myself?',
    phrasings: [
      'Does it come in one piece?',
      'Is assembly included?',
      'Do you put the furniture together?',
      'Which tools do I need to build it?',
      'How hard is it to set up the bed?',
      'Are there instructions for assembly?',
    ],
    answer:
      'Chairs come ready to sit on. Tables and beds need **four screws and ten minutes**; the key is in the box. With delivery into the room we do it for you.',
  },
  {
    category: 'Products',
    question: 'How long is the guarantee?',
    phrasings: [
      'Is there a warranty?',
      'What does the guarantee cover?',
      'How many years of warranty do I get?',
      'My chair broke after three years',
      'Do you repair old furniture of yours?',
      'Will I get spare parts later?',
    ],
    answer:
      '**Ten years** on everything that we build. What breaks in ordinary use we repair, and spare parts are kept for longer than that.',
  },
]
