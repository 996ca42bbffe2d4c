export default {
  title: 'Odłóż', action: 'Odłóż na później…', hintWord: 'odłóż', go: 'Odłóż', wake: 'Przywróć teraz', presets: 'Zwykłe terminy', words: 'Do kiedy', example: 'jutro 9, za 3 godziny, poniedziałek', at: 'Data i godzina',
  hint: 'Napisz tak, jak powiesz. Odpowiedź klienta przywróci zgłoszenie wcześniej.', means: 'Wróci: {at}', unclear: 'Nie da się z tego odczytać przyszłego terminu.', past: 'Wybierz termin w przyszłości.',
  time: { later: 'Później dzisiaj', evening: 'Dziś wieczorem', tomorrow: 'Jutro rano', monday: 'W poniedziałek rano', week: 'Za tydzień' },
  done: 'Odłożono #{number} do: {at}', woken: '#{number} wróciło', until: 'Odłożone do: {at}', change: 'Odłożone do: {at}. Zmień', back: '#{number} wróciło po odłożeniu', look: 'Zobacz',
  hours: 'Odłożone na {n} godzinę | Odłożone na {n} godziny | Odłożone na {n} godzin', forHours: 'Odłóż na godziny', forHoursHint: 'Puste: wcale. 24 to doba.', wrongHours: 'Od 1 do 8760 godzin.', notDone: 'Rozwiązanych się nie odkłada.',
  event: { until: 'odłożenie do: {at}', ended: 'koniec odłożenia', woken: 'odłożenie dobiegło końca' },
}
