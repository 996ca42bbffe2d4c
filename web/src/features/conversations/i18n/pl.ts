export default {
  title: 'Skrzynka',
  views: 'Widoki',
  view: { mine: 'Moje', unassigned: 'Nieprzypisane', open: 'Wszystkie otwarte', done: 'Zakończone' },
  noSubject: 'Bez tematu',
  status: { new: 'Nowe', open: 'Otwarte', pending: 'Czeka na klienta', on_hold: 'Wstrzymane', solved: 'Rozwiązane', closed: 'Zamknięte' },
  priority: { low: 'Niski', normal: 'Zwykły', high: 'Wysoki', urgent: 'Pilny' },
  priorityIs: 'Priorytet: {name}',
  channel: { email: 'E-mail', note: 'Notatka' },
  list: {
    name: 'Zgłoszenia', search: 'Szukaj lub przejdź do…', allInboxes: 'Wszystkie skrzynki', byInbox: 'Pokaż jedną skrzynkę',
    unread: '{n} nieprzeczytane | {n} nieprzeczytane | {n} nieprzeczytanych', isUnread: 'Nieprzeczytane.', you: 'Ty', assigned: 'Przypisane: {name}',
    fresh: '{n} nowe | {n} nowe | {n} nowych', failed: 'Nie udało się wczytać zgłoszeń',
  },
  empty: {
    mine: { title: 'Nic na ciebie nie czeka', text: 'Tu są otwarte zgłoszenia przypisane do ciebie.', way: 'Zobacz nieprzypisane' },
    unassigned: { title: 'Wszystko ma właściciela', text: 'Nowa poczta trafia tutaj, dopóki ktoś jej nie weźmie.' },
    open: { title: 'Brak otwartych zgłoszeń', text: 'Gdy klient napisze, zgłoszenie od razu pojawi się tutaj.' },
    done: { title: 'Jeszcze nic nie zakończono', text: 'Tu zostają zgłoszenia rozwiązane i zamknięte.' },
  },
  idle: { title: 'Żadne zgłoszenie nie jest otwarte', text: 'Wybierz je z listy albo naciśnij J.' },
  one: { name: 'Zgłoszenie', failed: 'Nie udało się wczytać zgłoszenia', back: 'Wróć do listy', customer: 'Klient' },
  field: {
    subject: 'Temat', status: 'Status', assignee: 'Przypisane do', priority: 'Priorytet', team: 'Zespół', inbox: 'Skrzynka', tag: 'Tag',
    nobody: 'Nieprzypisane', me: '{name} (ja)', you: '{name} (ty)', noTeam: 'Bez zespołu', findPerson: 'Znajdź osobę', findTag: 'Znajdź lub dodaj tag', newTag: 'nowy',
  },
  action: {
    next: 'Następne zgłoszenie', previous: 'Poprzednie zgłoszenie', solve: 'Rozwiąż', reopen: 'Otwórz ponownie', pending: 'Oznacz: czeka na klienta', unread: 'Oznacz jako nieprzeczytane', assign: 'Przypisz do…', assignMe: 'Przypisz do mnie',
    subject: 'Zmień temat', tag: 'Dodaj tag', untag: 'Usuń tag {tag}', reply: 'Odpowiedz', note: 'Napisz notatkę', undo: 'Cofnij wysłanie', retry: 'Wyślij ponownie',
  },
  hint: { move: 'przejdź', solve: 'rozwiąż', assign: 'przypisz', reply: 'odpowiedz', note: 'notatka' },
  done: { solved: 'Rozwiązano #{number}', assigned: 'Przypisano do ciebie', sent: 'Wysłano do: {name}', opened: 'Otwarto #{number}' },
  actor: { agent: 'Współpracownik', customer: 'Klient', rule: 'Reguła', assistant: 'Asystent', integration: 'Integracja', system: 'Centrala' },
  event: {
    status: 'status: {name}', priority: 'priorytet: {name}', assigned: 'przypisanie: {name}', took: 'przejęcie zgłoszenia', unassigned: 'usunięcie przypisania', team: 'zespół: {name}', noTeam: 'usunięcie zespołu',
    inbox: 'przeniesienie do: {name}', subject: 'zmiana tematu', tagged: 'nowe tagi: {tags}', untagged: 'usunięte tagi: {tags}', spam: 'oznaczenie jako spam', notSpam: 'oznaczenie: to nie spam',
  },
  timeline: { name: 'Oś czasu', failed: 'Nie udało się wczytać osi czasu', older: 'Pokaż starsze wiadomości' },
  message: {
    note: 'Notatka wewnętrzna', noteMore: ', klient jej nie widzi', to: 'do: {list}', raw: 'Pobierz oryginalną wiadomość', empty: 'Ta wiadomość nie ma treści.', frame: 'Wiadomość od: {name}',
    showQuote: 'Pokaż cytowaną historię', hideQuote: 'Ukryj cytowaną historię', imagesBlocked: 'Obrazy z internetu są zablokowane: zdradzają nadawcy, że wiadomość otwarto.', showImages: 'Pokaż obrazy',
  },
  delivery: {
    queued: 'Wyjdzie za chwilę', sending: 'Wysyłanie', sent: 'Wysłano', delivered: 'Dostarczono', failed: 'Wiadomość nie została wysłana.', bounced: 'Wiadomość wróciła.', undone: 'Cofnięto',
  },
  reply: {
    name: 'Odpowiedź', noteName: 'Notatka', tabs: 'Odpowiedź lub notatka', placeholder: 'Odpowiedz e-mailem: {name}', notePlaceholder: 'Notatka dla zespołu; klient jej nie zobaczy', to: 'Do', cc: 'DW',
    send: 'Wyślij', addNote: 'Dodaj notatkę', options: 'Opcje wysyłania', sendAnd: { pending: 'Wyślij i czekaj na klienta', solved: 'Wyślij i rozwiąż' }, noteAnd: { pending: 'Dodaj i czekaj na klienta', solved: 'Dodaj i rozwiąż' },
    kept: 'Szkic zapisany.', notKept: 'Szkic nie jest jeszcze zapisany. Ponawiam próbę.', files: 'Załączniki', removeFile: 'Usuń {name}', notUploaded: 'nie przesłano', fileMissing: 'Nie udało się przesłać pliku. Usuń go lub dodaj ponownie, a potem wyślij.', uploading: 'Przesyłanie',
    tooMuch: 'Załączniki mogą mieć razem {size}. Większe pliki wyślij jako link.', removeAddress: 'Usuń {address}', wrongAddress: 'Niepełny adres e-mail',
  },
  editor: { attach: 'Dołącz pliki', bold: 'Pogrubienie', italic: 'Kursywa', bulletList: 'Lista', blockquote: 'Cytat', link: 'Link', address: 'Adres linku', setLink: 'Wstaw link' },
  newer: { title: 'Nowsza wiadomość', text: 'Nowa wiadomość o {time}, od: {name}. Twoja odpowiedź nie została wysłana.', read: 'Najpierw przeczytaj', send: 'Wyślij mimo to' },
  new: {
    title: 'Nowe zgłoszenie', customer: 'Klient', customerHint: 'Nazwa lub adres e-mail', subject: 'Temat', inbox: 'Skrzynka', create: 'Otwórz zgłoszenie', newCustomer: 'Nowy klient',
    needCustomer: 'Wybierz klienta albo wpisz adres e-mail.', needSubject: 'Napisz w kilku słowach, czego dotyczy.',
  },
  live: { away: 'Brak połączenia. Widok może być nieaktualny; szkice zostają tutaj do powrotu połączenia.', ask: 'Powiadamiać o nowej poczcie, gdy karta jest w tle?', allow: 'Włącz powiadomienia', later: 'Nie teraz', newMail: 'Nowa wiadomość od: {name}' },
}
