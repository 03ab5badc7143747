#pragma once

#include <random>
#include <string>
#include <vector>

namespace learnscope {

/// @p text with one to four changes: pieces that tables trip over put in, copied, cut or overwritten.
inline std::string mutated(std::string text, std::mt19937& random)
{
    static const std::vector<std::string> pieces = {",",
                                                    ";",
                                                    "\t",
                                                    "\n",
                                                    "\r\n",
                                                    "\r",
                                                    "\"",
                                                    "\"\"",
                                                    "\"\n",
                                                    std::string(1, '\0'),
                                                    "\xFF",
                                                    "\xC3",
                                                    "nan",
                                                    "inf",
                                                    "-1",
                                                    "0",
                                                    "1e999",
                                                    "0x1",
                                                    " ",
                                                    "2147483648",
                                                    "run",
                                                    "epoch",
                                                    "test",
                                                    "1.0",
                                                    "-",
                                                    "+1",
                                                    "1,1,test,a,p,q\n",
                                                    "9223372036854775808"};
    const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (std::size_t change = 1 + below(4); change > 0; --change) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
        case 0:
            text.erase(at, 1 + below(4));
            break;
        case 1:
            text.resize(at);
            break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
            break;
        case 3:
            text.insert(at, text.substr(below(text.size() + 1), below(60)));
            break;
        default:
            text.insert(at, pieces[below(pieces.size())]);
        }
    }
    return text;
}

} // namespace learnscope
