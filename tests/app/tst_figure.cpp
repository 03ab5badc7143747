#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {
struct Ending
{
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

Ending run(const QString& program, const QStringList& arguments, const QString& folder = {},
           const QStringList& environment = {})
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.remove(QStringLiteral("QT_QPA_PLATFORM")); // a command needs no display and no setting
    for (const QString& variable : environment)
        variables.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(60000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString cli()
{
    return QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string());
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// Two runs of two epochs with twelve trials in each phase.
QByteArray trials(const QByteArray& firstAnswer = "p")
{
    QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction\n";
    for (const char* run : {"1", "2"})
        for (const char* epoch : {"1", "2"})
            for (const char* phase : {"train", "test"})
                for (const char* truth : {"p", "q", "v", "p", "q", "v", "p", "q", "v", "p", "q", "v"})
                    text += QByteArray(run) + ',' + epoch + ',' + phase + ",a.png," + truth + ','
                        + (*truth == 'p' ? firstAnswer : QByteArray(truth)) + '\n';
    return text;
}
} // namespace

class TestFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QVERIFY(writeFile(file("resnet50_classification_data.csv"), trials()));
        QVERIFY(writeFile(file("human_classification_data.csv"), trials("q")));
        QVERIFY(writeFile(file("bad.csv"), trials() + "1,x,train,a.png,p,p\n"));
        QVERIFY(writeFile(file("networks.csv"), "observer,label\n"));
    }

    void writesEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("pdf") << QStringLiteral("x.pdf") << QByteArray("%PDF-");
        QTest::newRow("svg") << QStringLiteral("x.svg") << QByteArray("<?xml");
        QTest::newRow("png") << QStringLiteral("x.png") << QByteArray("\x89PNG");
        QTest::newRow("tiff") << QStringLiteral("x.tif") << QByteArray("II*");
    }

    void writesEveryFormat()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const Ending ending =
            figure({QStringLiteral("--out"), name, QStringLiteral("--dpi"), QStringLiteral("150")});
        QCOMPARE(ending.errors, QByteArray());
        QCOMPARE(ending.code, 0);
        QVERIFY(ending.output.startsWith("Accuracy by epoch"));
        QVERIFY2(contentOf(file(name)).startsWith(start), contentOf(file(name)).left(5));
    }

    void looksTheSameOnEveryScreen()
    {
        QByteArray first;
        const QList<QStringList> screens = {
            {},
            {QStringLiteral("QT_SCALE_FACTOR=1.5")},
            {QStringLiteral("QT_SCALE_FACTOR=2")},
            {QStringLiteral("QT_FONT_DPI=192")},
            {QStringLiteral("LC_ALL=de_DE.UTF-8"), QStringLiteral("LANG=de_DE.UTF-8")}};
        for (const QStringList& environment : screens) {
            const Ending ending =
                figure({QStringLiteral("--out"), QStringLiteral("screen.svg")}, environment);
            QCOMPARE(ending.code, 0);
            const QByteArray svg = contentOf(file("screen.svg"));
            QVERIFY(svg.contains("</svg>"));
            if (first.isEmpty())
                first = svg;
            QCOMPARE(svg, first);
        }
    }

    void saysWhatItWrote()
    {
        const Ending ending =
            figure({QStringLiteral("--out"), QStringLiteral("x.svg"), QStringLiteral("--width"),
                    QStringLiteral("3.5in"), QStringLiteral("--height"), QStringLiteral("6 cm"),
                    QStringLiteral("--json"), QStringLiteral("--data"), QStringLiteral("x.csv"),
                    QStringLiteral("--seed"), QStringLiteral("7"), QStringLiteral("--bootstrap"),
                    QStringLiteral("50")});
        QCOMPARE(ending.code, 0);
        const auto json = nlohmann::json::parse(ending.output.toStdString());
        QCOMPARE(json["file"].get<std::string>(), std::string("x.svg"));
        QVERIFY(std::abs(json["width_mm"].get<double>() - 88.9) < 1e-9);
        QVERIFY(std::abs(json["height_mm"].get<double>() - 60) < 1e-9);
        QVERIFY(json["caption"].get<std::string>().find("50 draws, seed 7") != std::string::npos);
        QCOMPARE(json["record"].get<std::string>(), std::string("x.svg.json"));
        const auto record = nlohmann::json::parse(contentOf(file("x.svg.json")).toStdString());
        QCOMPARE(record["tables"][0]["observer"].get<std::string>(), std::string("human"));
        QCOMPARE(record["tables"][0]["sha256"].get<std::string>().size(), std::size_t(64));
        QVERIFY(contentOf(file("x.csv")).startsWith("element,observer,label,phase,epoch,accuracy,low,high"));
    }

    void takesSizesFromAJournal()
    {
        const Ending ending =
            figure({QStringLiteral("--out"), QStringLiteral("j.svg"), QStringLiteral("--json"),
                    QStringLiteral("--preset"), QStringLiteral("plos-1")});
        QCOMPARE(ending.code, 0);
        QCOMPARE(nlohmann::json::parse(ending.output.toStdString())["width_mm"].get<double>(), 132.);
        QVERIFY(!contentOf(file("j.svg")).contains("<text")); // PLOS wants outlines
        const Ending other =
            figure({QStringLiteral("--out"), QStringLiteral("j.svg"), QStringLiteral("--preset"),
                    QStringLiteral("plos-1"), QStringLiteral("--text"), QStringLiteral("text"),
                    QStringLiteral("--font-size"), QStringLiteral("7")});
        QVERIFY(contentOf(file("j.svg")).contains("<text"));
        QVERIFY2(other.errors.contains("note: the smallest text has 7 pt; PLOS asks for 8 pt or more"),
                 other.errors);
    }

    void drawsAPage()
    {
        const QByteArray page = R"({"learnscope_page": 1,
            "page": {"width_mm": 120, "height_mm": 140, "panels": [
                {"kind": "learning-curves", "frame_mm": [2, 2, 56, 56]},
                {"kind": "runs", "frame_mm": [62, 2, 56, 66], "observers": ["human"]},
                {"kind": "confusion", "frame_mm": [2, 72, 116, 66], "phase": "train", "cells": "counts", "epochs": [2]}],
                "key_mm": [2, 60, 58, 8]},
            "tables": [{"file": "../human_classification_data.csv", "sha256": "00"},
                       {"file": "../resnet50_classification_data.csv", "label": "My net",
                        "repairs": ["labels=v=u"]}],
            "rules": {"bootstrap": "50", "seed": "9"}})";
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("pages")));
        QVERIFY(writeFile(file("pages/page.json"), page));
        const QStringList command =
            QStringLiteral("figure --page pages/page.json --out page.svg").split(QLatin1Char(' '));
        const Ending ending = run(cli(), command, m_folder.path());
        QCOMPARE(ending.code, 0);
        QVERIFY2(ending.errors.contains("human_classification_data.csv has changed since the page was saved"),
                 ending.errors);
        const QByteArray svg = contentOf(file("page.svg"));
        QVERIFY(svg.contains("My net"));
        QVERIFY(svg.contains("width=\"120mm\""));
        const auto record = nlohmann::json::parse(contentOf(file("page.svg.json")).toStdString());
        QCOMPARE(record["figures"][1]["letter"].get<std::string>(), std::string("b"));
        QCOMPARE(record["figures"][1]["observers"][0].get<std::string>(), std::string("human"));
        QCOMPARE(record["figures"][2]["phase"].get<std::string>(), std::string("train"));
        QCOMPARE(record["figures"][2]["cells"].get<std::string>(), std::string("counts"));
        QCOMPARE(record["figures"][2]["epochs"].dump(), std::string("[2]"));
        QVERIFY(svg.contains("Epoch 2") && !svg.contains("Epoch 1"));
        QVERIFY(record["caption"].get<std::string>().find("in train trials") != std::string::npos);
        QCOMPARE(record["definitions"]["bootstrap"]["seed"].get<int>(), 9);
        QCOMPARE(record["tables"][0]["repairs"].size(), std::size_t(0));
        QCOMPARE(record["tables"][1]["repairs"][0]["repair"].get<std::string>(), std::string("labels"));
        QVERIFY(record["tables"][1]["repairs"][0]["rows"].get<int>() > 0);

        const Ending both =
            run(cli(), command + QStringList {QStringLiteral("--palette"), QStringLiteral("study")},
                m_folder.path());
        QCOMPARE(both.code, 2); // the page says what colours there are
        QVERIFY2(both.errors.contains("--palette"), both.errors);
        QVERIFY(writeFile(file("pages/page.json"), QByteArray(page).replace("\"runs\"", "\"walks\"")));
        const Ending wrong = run(cli(), command, m_folder.path());
        QCOMPARE(wrong.code, 3);
        QVERIFY2(wrong.errors.contains(": /page/panels/1/kind: expected learning-curves"), wrong.errors);
    }

    void saysThatOnlySelectedTrialsAreCounted()
    {
        const Ending ending =
            figure({QStringLiteral("--out"), QStringLiteral("some.svg"), QStringLiteral("--selection"),
                    QStringLiteral("epoch=1"), QStringLiteral("--json"), QStringLiteral("--bootstrap"),
                    QStringLiteral("0"), QStringLiteral("--data"), QStringLiteral("some.csv")});
        QCOMPARE(ending.code, 0);
        const auto json = nlohmann::json::parse(ending.output.toStdString());
        const QString caption = QString::fromStdString(json["caption"].get<std::string>());
        QVERIFY2(
            caption.contains(QStringLiteral(": only selected trials are counted (all observers, epoch 1): ")),
            qPrintable(caption));
        QVERIFY(!caption.contains(QStringLiteral("Repaired")));
        const QByteArrayList rows = contentOf(file("some.csv")).split('\n');
        QVERIFY(rows.size() > 4);
        QVERIFY2(rows[0].endsWith(",repairs"), rows[0]);
        for (const QByteArray& row : rows.mid(1, rows.size() - 2))
            QVERIFY2(row.contains(": only selected trials are counted (all observers, epoch 1): "), row);
        const auto record = nlohmann::json::parse(contentOf(file("some.svg.json")).toStdString());
        QCOMPARE(record["tables"][0]["repairs"][0]["repair"].get<std::string>(), std::string("selection"));
    }

    void endsWithTheRightCode_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* arguments, int code, const char* message) {
            QTest::newRow(name) << QString::fromLatin1(arguments) << code << QByteArray(message);
        };
        row("no output", "--trials resnet50_classification_data.csv", 2, "--out is required");
        row("no trials", "--out y.pdf", 2, "--trials is required");
        row("kind", "--trials a.csv --out y.pdf --kind pie", 2, "expected learning-curves, gap-lag, ");
        row("style", "--trials a.csv --out y.pdf --style nice", 2, "expected publication or as-published");
        row("palette", "--trials a.csv --out y.pdf --palette rainbow", 2, "okabe-ito, greyscale or study");
        row("preset", "--trials a.csv --out y.pdf --preset cell", 2, "there is no preset 'cell'");
        row("line width", "--trials resnet50_classification_data.csv --out y.pdf --line-width 20", 2,
            "0.1 to 10 pt");
        row("numbers as record", "--trials a.csv --out y.pdf --data y.pdf.json", 2, "rests on");
        row("format", "--trials a.csv --out y.doc", 2, "expected pdf, svg, png or tiff");
        row("split", "--trials a.csv --out y.pdf --split mine", 2, "expected exact or as-published");
        row("pattern", "--trials a.csv --out y.pdf --pattern {what}", 2, "--pattern: ");
        row("data of a set", "--kind all --trials a.csv --out y --data y.csv", 2,
            "every figure has its CSV beside it");
        row("no published figure",
            "--kind delta --style as-published --trials "
            "resnet50_classification_data.csv human_classification_data.csv --out y.pdf",
            2, "the study has no figure of the kind delta");
        row("nothing to compare", "--kind delta --trials resnet50_classification_data.csv --out y.pdf", 3,
            "no human observer is chosen");
        row("length", "--trials a.csv --out y.pdf --width 85px", 2, "expected a length such as 85mm");
        row("page", "--trials resnet50_classification_data.csv --out y.pdf --width 5mm", 2, "20 to 1000 mm");
        row("phase of a kind without", "--kind delta --phase train --trials a.csv --out y.pdf", 2,
            "--phase: there is nothing of this in figures of kind delta");
        row("cells of another kind", "--kind runs --cells counts --trials a.csv --out y.pdf", 2, "--cells: ");
        row("epochs of another kind", "--epochs 1-3 --trials a.csv --out y.pdf", 2,
            "--epochs: there is nothing of this in figures of kind learning-curves");
        row("dpi", "--trials resnet50_classification_data.csv --out y.png --dpi 1", 2, "30 to 2400");
        row("text", "--trials a.csv --out y.pdf --text images", 2, "expected text or outlines");
        row("lag", "--trials a.csv --out y.pdf --lag mine", 2, "expected as-published or common-window");
        row("one file twice", "--trials a.csv --out y.pdf --data ./y.pdf", 2, "name the same file");
        row("runs", "--trials resnet50_classification_data.csv --out y.pdf --runs alexnet=all", 2,
            "there is no observer 'alexnet'");
        row("observer kind",
            "--trials resnet50_classification_data.csv --out y.pdf --observer-kind resnet50=cat", 2,
            "'resnet50=cat' is not understood; expected OBSERVER=human or OBSERVER=network");
        row("label", "--trials resnet50_classification_data.csv --out y.pdf --label alexnet=A=B", 2,
            "--label: there is no observer 'alexnet'; there are resnet50");
        row("missing table", "--trials nothing.csv --out y.pdf", 3, "nothing.csv");
        row("bad table", "--trials bad.csv --out y.pdf", 3, "bad.csv:98:3:");
        row("no such run", "--trials resnet50_classification_data.csv --out y.pdf --runs resnet50=9", 3,
            "no run 9");
        row("bad networks", "--trials resnet50_classification_data.csv --out y.pdf --networks networks.csv",
            3, "networks.csv:1: the column 'imagenet_accuracy' is missing");
        row("not writable", "--trials resnet50_classification_data.csv --out /proc/y.pdf", 1,
            "cannot be written");
    }

    void endsWithTheRightCode()
    {
        QFETCH(QString, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Ending ending =
            run(cli(), QStringList {QStringLiteral("figure")} + arguments.split(QLatin1Char(' ')),
                m_folder.path());
        QVERIFY2(ending.errors.contains(message), ending.errors);
        QCOMPARE(ending.code, code);
        QVERIFY(!QFile::exists(file("y.pdf")));
    }

    /// Every kind, or every figure of the study, with a CSV beside each.
    void drawsAllFigures_data()
    {
        QTest::addColumn<QString>("style");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("publication")
            << QStringLiteral("publication")
            << QStringLiteral(
                   "delta.csv delta.svg gap-lag.csv gap-lag.svg learning-curves.csv "
                   "learning-curves.svg novel-known.csv novel-known.svg response-share.csv "
                   "response-share.svg rotation-profile.csv rotation-profile.svg runs.csv runs.svg")
                   .split(u' ');
        QTest::newRow("as-published")
            << QStringLiteral("as-published")
            << QStringLiteral(
                   "gen_lag_overview.csv gen_lag_overview.svg model_runs/resnet50_Test.csv "
                   "model_runs/resnet50_Test.svg model_runs/resnet50_Train.csv "
                   "model_runs/resnet50_Train.svg performance_resnet50.csv performance_resnet50.svg "
                   "test_split/human_test_performance_split_new.csv "
                   "test_split/human_test_performance_split_new.svg "
                   "test_split/resnet50_test_performance_split_new.csv "
                   "test_split/resnet50_test_performance_split_new.svg")
                   .split(u' ');
    }

    void drawsAllFigures()
    {
        QFETCH(QString, style);
        QFETCH(QStringList, files);
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("study")));
        for (const char* observer : {"human", "resnet50"})
            QVERIFY(writeFile(file("study/" + QByteArray(observer) + "_classification_data.csv"),
                              trials().replace("a.png", "second_gen_p_3_x_30.png")));
        const Ending ending =
            run(cli(),
                {QStringLiteral("figure"), QStringLiteral("--kind"), QStringLiteral("all"),
                 QStringLiteral("--trials"), QStringLiteral("study/human_classification_data.csv"),
                 QStringLiteral("study/resnet50_classification_data.csv"), QStringLiteral("--style"), style,
                 QStringLiteral("--bootstrap"), QStringLiteral("20"), QStringLiteral("--format"),
                 QStringLiteral("svg"), QStringLiteral("--out"), QStringLiteral("set-") + style},
                m_folder.path());
        QVERIFY2(ending.code == 0, ending.errors);
        QDir folder(file(QStringLiteral("set-") + style));
        QStringList found;
        QDirIterator all(folder.path(), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext())
            found << folder.relativeFilePath(all.next());
        for (const QString& wanted : files) // further kinds may come
            QVERIFY2(found.contains(wanted),
                     qPrintable(wanted + QStringLiteral(" not in ") + found.join(u' ')));
        for (const QString& one : found)
            if (one.endsWith(QStringLiteral(".svg"))) {
                QVERIFY(contentOf(folder.filePath(one)).contains("</svg>"));
                QVERIFY(ending.output.contains(one.toUtf8()));
            }
    }

    void namesNetworksItLeavesOut()
    {
        QVERIFY(writeFile(file("mynet.csv"), trials("q")));
        const Ending ending =
            run(cli(),
                QStringLiteral(
                    "figure --kind gap-lag --bootstrap 0 --trials human_classification_data.csv "
                    "resnet50_classification_data.csv mynet.csv --observer-kind mynet=network --out lag.svg")
                    .split(QLatin1Char(' ')),
                m_folder.path());
        QCOMPARE(ending.code, 0);
        QVERIFY2(ending.errors.contains("note: mynet is left out"), ending.errors);
    }

    void isListedByTheStarter()
    {
        const Ending help = run(cli(), {QStringLiteral("--help")});
        for (const char* command : {"figure", "stimuli", "demo", "analyse", "check", "version"})
            QVERIFY2(help.output.contains(QByteArray("\n  ") + command + ' '), command);
        const Ending own = run(cli(), {QStringLiteral("figure"), QStringLiteral("--help")});
        QCOMPARE(own.code, 0);
        QVERIFY(own.output.contains("--dpi"));
    }

    void saysThatTheOtherProgramIsMissing()
    {
        const QString copy = file("learnscope-cli");
        QVERIFY(QFile::copy(cli(), copy));
        const Ending ending = run(copy, {QStringLiteral("figure")});
        QCOMPARE(ending.code, 1);
        QVERIFY2(ending.errors.contains("needs the program learnscope beside this one"), ending.errors);
    }

    void startsWithoutQtAndOpenCV()
    {
        const Ending libraries = run(QStringLiteral("ldd"), {cli()});
        QVERIFY(libraries.output.contains("libstdc++"));
        for (const char* heavy : {"libQt6", "libopencv", "libtorch"})
            QVERIFY2(!libraries.output.contains(heavy), heavy);
    }

private:
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString file(const QByteArray& name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString file(const QString& name) const { return m_folder.filePath(name); }

    Ending figure(const QStringList& more, const QStringList& environment = {})
    {
        return run(cli(),
                   QStringList {QStringLiteral("figure"), QStringLiteral("--trials"),
                                QStringLiteral("human_classification_data.csv"),
                                QStringLiteral("resnet50_classification_data.csv")}
                       + more,
                   m_folder.path(), environment);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFigure)
#include "tst_figure.moc"
