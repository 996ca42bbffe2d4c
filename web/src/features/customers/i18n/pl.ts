export default {
  name: 'Klient',
  failed: 'Nie udało się wczytać klienta',
  since: 'od: {date}',
  verified: 'Potwierdzony',
  contactPoints: 'Dane kontaktowe',
  noContactPoints: 'Nie znamy adresu ani telefonu.',
  kind: { email: 'E-mail', phone: 'Telefon' },
  field: { name: 'Nazwa' },
  editName: 'Zmień nazwę',
  notes: { title: 'Notatki', empty: 'Co inni powinni wiedzieć o tym kliencie.' },
  others: { title: 'Inne zgłoszenia', none: 'To jest pierwsze zgłoszenie.', state: '{status}, {date}' },
}
