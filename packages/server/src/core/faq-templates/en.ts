/** English templates. */
import type { FaqTemplates } from '@foyer/protocol'

export const english: FaqTemplates['templates'] = [
  {
    category: 'Delivery',
    question: 'How long does delivery take?',
    phrasings: [
      'When will my order arrive?',
      'How fast do you ship?',
      'How long does shipping take?',
      'What are your delivery times?',
      'How many days until I get my package?',
      'Do you have express delivery?',
      'Will it be here by the weekend?',
    ],
    answer:
      'Orders leave our warehouse within [1 working day] and arrive in **[2 to 4 working days]**. Express delivery takes [1 working day] and can be chosen at checkout.',
  },
  {
    category: 'Delivery',
    question: 'How much does delivery cost?',
    phrasings: [
      'What are the shipping costs?',
      'Is shipping free?',
      'How much is postage?',
      'From what amount is delivery free?',
      'Do I have to pay for delivery?',
      'What do you charge for shipping?',
    ],
    answer: 'Delivery costs **[€4.90]** and is free for orders over [€50]. Express delivery costs [€9.90].',
  },
  {
    category: 'Delivery',
    question: 'Where is my order?',
    phrasings: [
      'How do I track my package?',
      'My order has not arrived',
      'I want to know the status of my order',
      'Where can I find the tracking number?',
      'The tracking has not changed for days',
      'My parcel is late',
    ],
    answer:
      'We send an e-mail with a tracking link as soon as your order is on its way; you find it in your account under [Orders] too. If the tracking has not moved for [3 working days], write to us here with your order number.',
  },
  {
    category: 'Delivery',
    question: 'Do you deliver to other countries?',
    phrasings: [
      'Do you ship abroad?',
      'Which countries do you deliver to?',
      'Do you ship internationally?',
      'Can I order from another country?',
      'Do I have to pay customs?',
      'Do you deliver outside the EU?',
    ],
    answer:
      'We deliver to **[all countries of the European Union, Switzerland and the United Kingdom]**. Outside the [EU], customs and taxes of your country may be added.',
  },
  {
    category: 'Returns and refunds',
    question: 'How do I return something?',
    phrasings: [
      'I want to send something back',
      'What is your return policy?',
      'How long do I have to return an item?',
      'It does not fit, can I return it?',
      'Where do I get a return label?',
      'Can I exchange it for another size?',
      'Is returning free?',
    ],
    answer:
      'You can return what you do not like within **[30 days]**, unused and in its packaging:\n\n1. Ask for a label under [Orders] in your account.\n2. Pack the item and put the label on.\n3. Hand it in at [any post office].\n\nReturning is [free].',
  },
  {
    category: 'Returns and refunds',
    question: 'When do I get my money back?',
    phrasings: [
      'How long does a refund take?',
      'Where is my refund?',
      'I sent it back but have not been refunded',
      'Has my return arrived?',
      'How will I be refunded?',
      'I am still waiting for my money',
    ],
    answer:
      'We refund you within **[5 working days]** of your return reaching us, in the way that you paid. Your bank may need [2 or 3 days] more to show it.',
  },
  {
    category: 'Returns and refunds',
    question: 'My order arrived damaged or wrong. What now?',
    phrasings: [
      'Something is broken',
      'I received the wrong item',
      'A part is missing',
      'The product does not work',
      'The package was damaged',
      'You sent me the wrong size',
      'I have a complaint about a product',
    ],
    answer:
      'We are sorry! Send us your **order number and a photo** here in the chat. We send a replacement or refund you, as you like, and you pay nothing for sending it back.',
  },
  {
    category: 'Payment',
    question: 'How can I pay?',
    phrasings: [
      'Which payment methods do you accept?',
      'Do you take credit cards?',
      'Can I pay with PayPal?',
      'Can I pay by invoice?',
      'Can I pay in instalments?',
      'Is cash on delivery possible?',
    ],
    answer: 'You can pay by **[card, PayPal, bank transfer or invoice]**. Your payment is encrypted.',
  },
  {
    category: 'Payment',
    question: 'How do I use a discount code?',
    phrasings: [
      'My voucher does not work',
      'Where do I enter the promo code?',
      'I have a coupon',
      'Can I use two discount codes at once?',
      'Do you have any discounts?',
      'The code is not accepted',
    ],
    answer:
      'Enter the code in the field [Discount code] at checkout. A code is valid [once per customer], cannot be combined with others, and may ask for a minimum order of [€30].',
  },
  {
    category: 'Payment',
    question: 'Can I get an invoice?',
    phrasings: [
      'Where do I find my invoice?',
      'I need a receipt',
      'Please send me the bill',
      'How do I download my invoice?',
      'Can you put my company on the invoice?',
      'I need an invoice with VAT',
    ],
    answer:
      'We send the invoice by e-mail [with your order], and it is in your account under [Orders]. For an invoice to a company write to us here with its name, address and VAT number.',
  },
  {
    category: 'Orders and account',
    question: 'Can I change or cancel my order?',
    phrasings: [
      'I want to cancel my order',
      'I ordered the wrong thing',
      'Change my delivery address',
      'Can I add something to my order?',
      'How do I stop my order?',
      'I entered the wrong address',
    ],
    answer:
      'Yes, as long as it has not been sent, which is usually **[2 hours]** after you order. Write to us here with your order number and what to change. What is already on its way you can return.',
  },
  {
    category: 'Orders and account',
    question: 'I cannot sign in to my account',
    phrasings: [
      'I forgot my password',
      'How do I reset my password?',
      'My login does not work',
      'I do not get the e-mail to reset my password',
      'My account is locked',
      'How do I change my password?',
    ],
    answer:
      'Choose **[Forgot your password?]** on the sign-in page and we send you a link. If it is not there after [10 minutes], look into your spam folder, or write to us here with the e-mail address of your account.',
  },
  {
    category: 'Orders and account',
    question: 'How can I contact you?',
    phrasings: [
      'What is your phone number?',
      'What is your e-mail address?',
      'When are you open?',
      'Where is your shop?',
      'What are your opening hours?',
      'Can I call you?',
    ],
    answer:
      'Here in the chat, by e-mail to [help@your-shop.example] or by phone at [+00 000 000]. We answer [Monday to Friday, 9 to 17].',
  },
]
