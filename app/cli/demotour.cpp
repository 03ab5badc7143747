#include "app/cli/demotour.h"

#include "core/base/shellquoting.h"
#include "core/base/version.h"
#include "widgets/figures/figurerequest.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace learnscope {

namespace {
constexpr std::size_t rowsShown = 12; ///< of each table; the file has all

void append(std::vector<std::string>& arguments, const std::vector<std::string>& more)
{
    arguments.insert(arguments.end(), more.begin(), more.end());
}

std::string escaped(std::string_view text)
{
    std::string html;
    for (const char letter : text) {
        switch (letter) {
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '&':
            html += "&amp;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += letter;
        }
    }
    return html;
}

std::string commandLine(const DemoStep& step)
{
    std::string line = step.drawsWindow ? "learnscope" : "learnscope-cli";
    for (const std::string& argument : step.arguments)
        line += ' ' + quotedForShell(argument);
    return line;
}

/// The first rows of a plain table of ours: its names need no quotes beyond what a demo has.
std::string tableHtml(const std::filesystem::path& path)
{
    std::ifstream input(path);
    std::string html = "<table>\n";
    std::string line;
    std::size_t row = 0;
    for (; std::getline(input, line); ++row) {
        if (row > rowsShown)
            continue;
        const char* const tag = row == 0 ? "th" : "td";
        html += "<tr>";
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');)
            html += std::string("<") + tag + ">" + escaped(field) + "</" + tag + ">";
        html += "</tr>\n";
    }
    html += "</table>\n";
    if (row > rowsShown + 1)
        html += "<p class=more>" + std::to_string(row - 1) + " rows in all</p>\n";
    return html;
}

std::string textHtml(const std::filesystem::path& path)
{
    std::ifstream input(path);
    std::ostringstream text;
    text << input.rdbuf();
    return "<pre>" + escaped(text.str()) + "</pre>\n";
}

constexpr const char* pageHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Learnscope: the demo</title>
<style>
body { font: 15px/1.5 Inter, "Liberation Sans", sans-serif; color: #1b1e24; max-width: 1100px; margin: 32px auto; padding: 0 24px; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 40px; }
code, pre { font: 13px/1.5 monospace; background: #f3f4f7; padding: 2px 6px; border-radius: 4px; overflow-x: auto; }
pre { padding: 12px; } code.command { display: block; padding: 8px 12px; white-space: pre-wrap; word-break: break-all; }
img { max-width: 100%; border: 1px solid #dfe2e8; border-radius: 6px; }
.figures img { max-width: 48%; margin: 4px; vertical-align: top; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { text-align: left; padding: 3px 12px 3px 0; border-bottom: 1px solid #e6e8ec; white-space: nowrap; }
.more { color: #646b78; font-size: 13px; margin-top: 4px; }
</style></head><body>
)";

std::string filesHtml(const DemoTourOptions& options, const DemoStep& step)
{
    std::string links;
    std::string shown;
    for (const std::string& file : step.files) {
        const std::filesystem::path path = options.out / file;
        if (!std::filesystem::exists(path))
            continue; // a kind of figure that these tables have nothing for
        links += (links.empty() ? "" : " &middot; ")
            + ("<a href=\"" + escaped(file) + "\">" + escaped(file) + "</a>");
        if (path.extension() == ".png")
            shown += "<img src=\"" + escaped(file) + "\" alt=\"" + escaped(step.title) + "\">\n";
        else if (path.extension() == ".csv")
            shown += "<h3>" + escaped(path.stem().string()) + "</h3>\n" + tableHtml(path);
        else if (path.extension() == ".txt")
            shown += textHtml(path);
    }
    return "<p class=more>" + links + "</p>\n" + shown;
}
} // namespace

std::vector<DemoStep> demoSteps(const DemoTourOptions& options)
{
    const std::string out = options.out.string();
    const std::vector<std::string> stimuli = options.stimuli.empty()
        ? std::vector<std::string> {}
        : std::vector<std::string> {"--stimuli", options.stimuli};
    const std::vector<std::string> runs = options.runs.empty()
        ? std::vector<std::string> {}
        : std::vector<std::string> {"--runs", options.runs};

    std::vector<DemoStep> steps;
    DemoStep window {"The window", {}, {"window.png"}, true, {}};
    append(window.arguments, options.tables);
    append(window.arguments, stimuli);
    if (options.runs.ends_with("=learners"))
        window.arguments.emplace_back("--learners-only");
    append(window.arguments,
           {"--size", "1600x1000", "--theme", "light", "--screenshot", out + "/window.png"});
    steps.push_back(std::move(window));

    for (const char* format : {"png", "pdf"}) {
        DemoStep figures {std::string("Every kind of figure, ") + format,
                          {"figure", "--quiet", "--kind", "all", "--trials"},
                          {},
                          false,
                          {}};
        append(figures.arguments, options.tables);
        append(figures.arguments, runs);
        append(figures.arguments,
               {"--width", "120mm", "--format", format, "--dpi", "200", "--out", out + "/figures"});
        for (const FigureKind kind : figureKinds())
            figures.files.push_back("figures/" + std::string(toString(kind)) + '.' + format);
        steps.push_back(std::move(figures));
    }

    DemoStep check {"What the trial doctor says", {"check"}, {"check.txt"}, false, "check.txt"};
    append(check.arguments, stimuli);
    append(check.arguments, options.tables);
    steps.push_back(std::move(check));

    DemoStep question {"Do networks lag behind humans?",
                       {"infer", "--question", "lag", "--trials"},
                       {"lag.txt"},
                       false,
                       "lag.txt"};
    append(question.arguments, options.tables);
    append(question.arguments, runs);
    steps.push_back(std::move(question));

    DemoStep tables {"Tables", {"analyse", "--quiet", "--trials"}, {}, false, {}};
    append(tables.arguments, options.tables);
    append(tables.arguments, stimuli);
    append(tables.arguments, runs);
    append(tables.arguments, {"--out", out + "/tables"});
    for (const char* name : {"generalisation_lag", "accuracy_mean", "data_efficiency", "test_split",
                             "rotation", "confusion", "error_consistency", "accuracy_per_run"})
        tables.files.push_back(std::string("tables/") + name + ".csv");
    tables.files.emplace_back("tables/analysis.json");
    steps.push_back(std::move(tables));
    return steps;
}

std::string demoPage(const DemoTourOptions& options, const std::vector<DemoStep>& steps)
{
    std::string page = pageHead;
    page += "<h1>Learnscope " + std::string(version()) + "</h1>\n<p>Made without a window from "
        + std::to_string(options.tables.size()) + " trial tables by the commands below.</p>\n";
    for (const DemoStep& step : steps)
        page += "<h2>" + escaped(step.title) + "</h2>\n<code class=command>" + escaped(commandLine(step))
            + "</code>\n" + filesHtml(options, step);
    return page + "</body></html>\n";
}

} // namespace learnscope
