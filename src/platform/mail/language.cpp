// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/letter_case.hpp"
#include "platform/mail/sender.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heed::mail {

namespace {

// Small words that the neighbouring languages do not share, between single blanks.
constexpr auto small_words = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"en",
     " the and is are was not with this that have has you your for from please cannot can't it "
     "my we our been but when what how of "},
    {"de",
     " der die das und ist sind nicht mit ich wir sie ihr mein meine unser haben habe bitte kann "
     "fur von dem den ein eine auf aber wenn wie auch noch "},
    {"fr",
     " le les des et est sont pas avec je nous vous mon notre votre avons ai peux pour une dans "
     "mais quand comment aussi merci bonjour cette ce ne sur "},
    {"es",
     " el los las y es son con mi nuestro su hemos puedo por una pero cuando como tambien "
     "gracias hola esta este del no se lo que "},
    {"it",
     " il gli e sono non con mio nostro abbiamo posso per una ma quando anche grazie "
     "buongiorno questo questa della che nel ho ha di "},
    {"pt",
     " os as e sao nao com meu nosso temos posso por uma mas quando como tambem obrigado "
     "obrigada ola esta este da do que em na no "},
    {"nl",
     " het een en zijn niet met ik wij mijn onze hebben kan voor van maar wanneer hoe ook nog "
     "bedankt hallo dit deze op te dat "},
});

constexpr std::size_t bytes_read = 4000;

} // namespace

std::string guessed_language(std::string_view text) {
    const auto plain = bare_letters(utf8_prefix(text, bytes_read));
    std::array<int, small_words.size()> hits{};
    constexpr std::string_view between = " \t\n.,;:!?()\"<>/-";
    for (std::size_t at = 0; at < plain.size();) {
        const auto begin = std::min(plain.find_first_not_of(between, at), plain.size());
        at = std::min(plain.find_first_of(between, begin), plain.size());
        const auto word = std::string(" ").append(plain, begin, at - begin).append(" ");
        if (word.size() <= 2) continue;
        for (std::size_t language = 0; language < small_words.size(); ++language)
            if (small_words.at(language).second.contains(word)) ++hits.at(language);
    }
    const auto best = std::ranges::max_element(hits);
    const int most = *best;
    const auto index = static_cast<std::size_t>(best - hits.begin());
    *best = 0;
    const int second = *std::ranges::max_element(hits);
    const bool clear = most >= 4 && most * 2 >= second * 3;
    return clear ? std::string(small_words.at(index).first) : std::string();
}

} // namespace heed::mail
