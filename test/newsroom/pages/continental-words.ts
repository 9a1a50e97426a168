const english = {
  by: 'By',
  photo: 'Photo',
  more: 'More on this subject',
  share: 'Share',
  print: 'Print',
  newsletter: 'The week in five letters',
  newsletterText: 'Our correspondents write to you every Friday.',
  subscribe: 'Subscribe now',
  letters: "Readers' letters",
  letter: 'Thank you for a calm report in loud days.',
  send: 'Send',
  cookies: 'We use cookies to measure our audience. You may object at any time.',
}

const german: Words = {
  by: 'Von',
  photo: 'Foto',
  more: 'Mehr zum Thema',
  share: 'Teilen',
  print: 'Drucken',
  newsletter: 'Die Woche in fünf Briefen',
  newsletterText: 'Jeden Freitag schreiben Ihnen unsere Korrespondenten.',
  subscribe: 'Jetzt abonnieren',
  letters: 'Leserbriefe',
  letter: 'Danke für einen ruhigen Bericht in lauten Tagen.',
  send: 'Absenden',
  cookies: 'Wir verwenden Cookies zur Reichweitenmessung. Sie können jederzeit widersprechen.',
}

/** The fixed words of the continental template. */
export type Words = typeof english

/** The fixed words in a language; English where there are no others. */
export const continentalWords = (language: string): Words => (language === 'de' ? german : english)
