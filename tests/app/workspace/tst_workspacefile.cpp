#include "app/workspace/workspacefile.h"

#include "core/base/filewriter.h"
#include "core/stats/rules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
WorkspaceTable table(const std::string& file)
{
    WorkspaceTable table;
    table.file = file;
    table.sha256 = std::string(64, 'a');
    table.name = "net";
    table.label = "Netz \u00fc\u4e2d \"quoted\"";
    table.kind = ObserverKind::Network;
    table.checkedRuns = {{1, 2, 7}};
    table.color = "#0072b2";
    table.marker = "circle";
    table.repairs = {"aborted-start", "reblock"};
    table.columns = {"run=who", "phase=:test"};
    return table;
}

WorkspaceDocument document(const std::string& folder)
{
    WorkspaceDocument document;
    document.tables = {table(folder + "/daten/\u00fcbung \u4e2d.csv"), table(folder + "/net.csv")};
    document.tables[1].checkedRuns.reset();
    document.stimuli = {folder + "/stimuli", std::string(64, 'b'), {}};
    document.learnersOnly = true;
    document.onlySelected = true;
    document.shown = {{"bands", false}, {"train", true}};
    document.rules.curves.lagRule = LagRule::CommonWindow;
    document.rules.curves.seed = 18446744073709551615u;
    document.rules.splitRule = SplitRule::AsPublished;
    document.rules.trainObjects = ObjectSet {"second_gen_p_3"};
    document.selection = R"({"clauses":[{"observers":["net"]}]})";
    document.stimulus = "a.png";
    document.views = R"({"view":"gap"})";
    document.zooms = R"([{},{"x":[1,2]}])";
    document.page = R"({"parts":[]})";
    document.windowGeometry = "AAEC";
    document.docks = "AQID";
    return document;
}
} // namespace

class TestWorkspaceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWasWritten()
    {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        const std::string file = root + "/\u00fc \u4e2d.learnscope";
        const WorkspaceDocument written = document(root);
        QVERIFY(writeFileAtomically(file, toText(written, file)));
        const auto read = readWorkspace(file);
        QVERIFY2(read, read ? "" : read.error().toString().c_str());
        QVERIFY(read->tables == written.tables);
        QVERIFY(read->stimuli == written.stimuli);
        QVERIFY(read->shown == written.shown);
        QVERIFY(read->rules == written.rules);
        QCOMPARE(read->learnersOnly, true);
        QCOMPARE(read->onlySelected, true);
        QCOMPARE(toText(*read, file), toText(written, file));
    }

    void keepsEveryRule()
    {
        const std::pair<const char*, const char*> others[] = {
            {"lag", "common-window"}, {"efficiency-start", "chance"},
            {"bands", "expanded"},    {"split", "as-published"},
            {"bootstrap", "17"},      {"seed", "99"},
            {"level", "0.9"},         {"pattern", "face_{object}"}};
        for (const Rule& rule : analysisRules()) {
            const auto other = std::find_if(std::begin(others), std::end(others),
                                            [&](const auto& pair) { return rule.name == pair.first; });
            if (other == std::end(others))
                continue; // its own test says more
            WorkspaceDocument document;
            QVERIFY(setRule(document.rules, rule.name, other->second));
            QVERIFY2(!(document.rules == AnalysisOptions()), other->first);
            const auto read = workspaceFromText(toText(document, "/a/b.learnscope"), "/a/b.learnscope");
            QVERIFY(read && read->rules == document.rules);
            const auto refused = setRule(document.rules, rule.name, "?{");
            QVERIFY(!refused && refused.error().kind == Error::Kind::Usage);
        }
        QVERIFY(!findRule("nothing"));
    }

    void namesFilesRelativeToItself()
    {
        const std::string text = toText(document("/work/study"), "/work/study/saved/a.learnscope");
        QVERIFY(QByteArray::fromStdString(text).contains(R"("path": "../net.csv")"));
        const auto moved = workspaceFromText(text, "/elsewhere/study/saved/a.learnscope");
        QVERIFY(moved);
        QCOMPARE(moved->tables[1].file, std::string("/elsewhere/study/net.csv"));
        QCOMPARE(moved->stimuli->folder, std::string("/elsewhere/study/stimuli"));
    }

    void takesTheAbsolutePathWhereTheRelativeOneLeadsNowhere()
    {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        QVERIFY(writeFileAtomically(root + "/net.csv", "x"));
        const std::string text = toText(document(root), root + "/a.learnscope");
        const auto moved = workspaceFromText(text, "/elsewhere/a.learnscope");
        QVERIFY(moved);
        QCOMPARE(moved->tables[1].file, root + "/net.csv");
        QCOMPARE(moved->tables[0].file, std::string("/elsewhere/daten/\u00fcbung \u4e2d.csv"));
    }

    void keepsWhatANewerMinorVersionWrote()
    {
        const QByteArray text =
            R"({"format": "learnscope-workspace", "version": "1.7", "later": {"a": [1, 2]},
            "tables": [{"path": "a.csv", "sparkle": true}], "stimuli": {"path": "s", "depth": 3},
            "rules": {"lag": "common-window", "mood": "good"}, "shown": {"ghosts": true}})";
        const auto read = workspaceFromText(text.toStdString(), "/w/a.learnscope");
        QVERIFY2(read, read ? "" : read.error().toString().c_str());
        const QByteArray again = QByteArray::fromStdString(toText(*read, "/w/a.learnscope")).simplified();
        for (const char* kept : {R"("later": { "a": [ 1, 2 ] })", R"("sparkle": true)", R"("depth": 3)",
                                 R"("mood": "good")", R"("lag": "common-window")", R"("ghosts": true)"})
            QVERIFY2(again.contains(kept), again.constData());
    }

    void refusesWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& text, int line, int column,
                            const char* message) {
            QTest::newRow(name) << text << line << column << QString::fromUtf8(message);
        };
        const QByteArray begin = "{\"format\": \"learnscope-workspace\", \"version\": \"1.0\",\n";
        row("empty", "", 1, 1, "empty");
        row("blank", " \n\n ", 1, 1, "empty");
        row("half", begin + " \"tables\": [", 2, 13, "only the beginning");
        row("no JSON", "run,epoch,phase", 1, 1, "no JSON");
        row("zeros", QByteArray(40, '\0'), 1, 1, "no JSON");
        row("a list", "[1]", 1, 1, "object");
        row("another file", "\n {\"cells\": []}", 2, 2, "no workspace");
        row("newer", "{\"format\": \"learnscope-workspace\",\n \"version\": \"2.0\"}", 2, 13,
            "newer Learnscope");
        row("no version", "{\"format\": \"learnscope-workspace\"}", 1, 1, "version");
        row("version is no version", "{\"format\": \"learnscope-workspace\", \"version\": \"new\"}", 1, 47,
            "such as 1.0");
        row("tables are no list", begin + "\"tables\": {}}", 2, 11, "list");
        row("a table is no object", begin + "\"tables\": [{\"path\": \"a\"}, 7]}", 2, 27, "object");
        row("no path", begin + "\"tables\": [{\"name\": \"a\"}]}", 2, 12, "path");
        row("a path is no text", begin + "\"tables\": [{\"path\": 3}]}", 2, 21, "text");
        row("an unknown kind", begin + "\"tables\": [{\"path\": \"a\",\n  \"kind\": \"cat\"}]}", 3, 11,
            "human or network");
        row("runs that are none", begin + "\"tables\": [{\"path\": \"a\", \"runs\": [1, \"x\"]}]}", 2, 34,
            "list of runs");
        row("an unknown lag", begin + "\"rules\": {\"seed\": \"1\", \"lag\": \"none\"}}", 2, 31,
            "as-published");
        row("a flag that is none", begin + "\"learners_only\": \"yes\"}", 2, 18, "true or false");
        row("a broken escape", begin + "\"stimulus\": \"\\q\"}", 2, 15, "JSON");
    }

    void refusesWhatItDoesNotUnderstand()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        const auto read = workspaceFromText(text.toStdString(), "/w/a.learnscope");
        QVERIFY(!read);
        const QString said = QString::fromStdString(read.error().toString());
        QVERIFY2(said.contains(message), qPrintable(said));
        QCOMPARE(read.error().where.file, std::string("/w/a.learnscope"));
        QCOMPARE(int(read.error().where.line), line);
        QCOMPARE(int(read.error().where.column), column);
    }

    void neverTakesAHalfWrittenFileForAWhole()
    {
        const std::string text = toText(document("/w"), "/w/a.learnscope");
        for (std::size_t length = 0; length + 2 < text.size(); length += 7) {
            const auto read = workspaceFromText(text.substr(0, length), "/w/a.learnscope");
            QVERIFY2(!read, std::to_string(length).c_str());
            QVERIFY(read.error().where.line >= 1 && read.error().where.column >= 1);
        }
    }

    void saysWhatCannotBeRead()
    {
        const auto read = readWorkspace("/no/such/file.learnscope");
        QVERIFY(!read && read.error().kind == Error::Kind::Io);
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceFile)
#include "tst_workspacefile.moc"
