export default {
  name: 'Klient',
  failed: 'Nie udało się wczytać klienta',
  since: 'od: {date}',
  verified: 'Potwierdzony',
  verify: 'Oznacz {value} jako potwierdzony', unverify: 'Cofnij potwierdzenie', undeliverable: 'Poczta wróciła {date} {code}', reachable: 'Znowu działa',
  contactPoints: 'Dane kontaktowe',
  noContactPoints: 'Nie znamy adresu ani telefonu.',
  kind: { email: 'E-mail', phone: 'Telefon' },
  field: { name: 'Nazwa' },
  editName: 'Zmień nazwę',
  notes: { title: 'Notatki', empty: 'Co inni powinni wiedzieć o tym kliencie.' },
  others: { title: 'Inne zgłoszenia', none: 'To jest pierwsze zgłoszenie.', state: '{status}, {date}' },
}
