using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The decision flow with the path that was taken.</summary>
internal static class FlowPicture
{
    private const double Height = 52;

    private static readonly Stage[] Stages = [Stage.MethodProblem, Stage.HighlySimilar, Stage.SimilarUncertain, Stage.ClearlyDifferent];

    private static readonly Pen Taken = new(Palette.Focus, 2.6), Quiet = new("#99a2ab", 1.2);

    /// <summary>Draws it side by side, or one below the other where the page is narrow.</summary>
    public static Scene Draw(CompareResult result, bool narrow)
    {
        FlowPath path = result.Path;
        Stage stage = result.Findings.Stage;
        var title = Say($"Decision flow; now at {CompareWords.Of(path.State).En}", $"判定フロー(現在: {CompareWords.Of(path.State).Ja})");
        return narrow ? Narrow(path, stage, title) : Wide(path, stage, title);
    }

    private static Scene Wide(FlowPath path, Stage stage, Said title)
    {
        const double Width = 1000, Column = 250, Box = 232;
        var scene = new Scene(Width, 392, title);
        bool at(FlowState state) => path.States.Contains(state);
        int own = Array.IndexOf(Stages, stage);
        (double X, double Y) start = (Width / 2, 8 + Height);
        double y1 = 112, y2 = 222, y3 = 332;
        double middle(int column) => (column * Column) + (Box / 2) + 9;
        for (int c = 0; c < 4; c++) Bent(scene, start.X, start.Y, middle(c), y1, c == own);
        for (int c = 0; c < 4; c++) scene.Line(middle(c), y1 + Height, middle(c), y2, c == own ? Taken : Quiet);
        // K and K* to comparable or to studies, studies to both ends.
        bool studies = at(FlowState.Studies), comparable = at(FlowState.Comparable), not = at(FlowState.NotComparable);
        Bent(scene, middle(1), y2 + Height, middle(0), y3, own == 1 && comparable && !studies);
        Bent(scene, middle(1), y2 + Height, middle(2), y3, own == 1 && studies);
        Bent(scene, middle(2), y2 + Height, middle(2), y3, own == 2 && studies);
        Bent(scene, middle(3), y2 + Height, middle(2), y3, own == 3 && studies);
        if (own == 3 && comparable && !studies) Bent(scene, middle(3), y2 + Height, middle(0), y3, true);
        scene.Line(middle(2) - (Box / 2), y3 + 36, middle(0) + (Box / 2), y3 + 36, studies && comparable ? Taken : Quiet);
        scene.Line(middle(2) + (Box / 2), y3 + 26, middle(3) - (Box / 2), y3 + 26, not ? Taken : Quiet);
        StateBox(scene, start.X - 140, 8, 280, FlowState.Attributes, true, path.State == FlowState.Attributes);
        for (int c = 0; c < 4; c++)
        {
            StageBox(scene, middle(c) - (Box / 2), y1, Box, Stages[c], c == own);
            FlowState next = DecisionFlow.Enter(Stages[c]);
            StateBox(scene, middle(c) - (Box / 2), y2, Box, next, c == own, c == own && path.State == next);
        }

        StateBox(scene, middle(0) - (Box / 2), y3, Box, FlowState.Comparable, comparable, path.State == FlowState.Comparable);
        StateBox(scene, middle(2) - (Box / 2), y3, Box, FlowState.Studies, studies, path.State == FlowState.Studies);
        StateBox(scene, middle(3) - (Box / 2), y3, Box, FlowState.NotComparable, not, path.State == FlowState.NotComparable);
        return scene;
    }

    private static Scene Narrow(FlowPath path, Stage stage, Said title)
    {
        const double Width = 350, Box = 165;
        var scene = new Scene(Width, 512, title);
        bool at(FlowState state) => path.States.Contains(state);
        double row(int r) => 84 + (r * 72);
        scene.Line(4, 8 + (Height / 2), 4, row(3) + (Height / 2), Quiet);
        StateBox(scene, 12, 8, Width - 14, FlowState.Attributes, true, path.State == FlowState.Attributes);
        for (int c = 0; c < 4; c++)
        {
            bool own = Stages[c] == stage;
            scene.Line(4, row(c) + (Height / 2), 12, row(c) + (Height / 2), own ? Taken : Quiet);
            scene.Line(12 + Box, row(c) + (Height / 2), Width - Box, row(c) + (Height / 2), own ? Taken : Quiet);
            StageBox(scene, 12, row(c), Box, Stages[c], own);
            FlowState next = DecisionFlow.Enter(Stages[c]);
            StateBox(scene, Width - Box, row(c), Box - 2, next, own, own && path.State == next);
        }

        double bottom = row(4);
        bool studies = at(FlowState.Studies);
        scene.Line(Width / 2, bottom + Height, 94, bottom + 76, studies && at(FlowState.Comparable) ? Taken : Quiet);
        scene.Line(Width / 2, bottom + Height, Width - 84, bottom + 76, at(FlowState.NotComparable) ? Taken : Quiet);
        StateBox(scene, 12, bottom, Width - 14, FlowState.Studies, studies, path.State == FlowState.Studies);
        StateBox(scene, 12, bottom + 76 - 12, Box, FlowState.Comparable, at(FlowState.Comparable), path.State == FlowState.Comparable);
        StateBox(scene, Width - Box, bottom + 76 - 12, Box - 2, FlowState.NotComparable, at(FlowState.NotComparable), path.State == FlowState.NotComparable);
        return scene;
    }

    private static void Bent(Scene scene, double x1, double y1, double x2, double y2, bool taken)
    {
        double y = (y1 + y2) / 2;
        Pen pen = taken ? Taken : Quiet;
        scene.Line(x1, y1, x1, y, pen);
        scene.Line(x1, y, x2, y, pen);
        scene.Line(x2, y, x2, y2, pen);
    }

    private static void StageBox(Scene scene, double x, double y, double width, Stage stage, bool taken) => Words(scene, x, y, width, DecisionFlow.NameOf(stage), CompareWords.Of(stage), taken, taken);

    private static void StateBox(Scene scene, double x, double y, double width, FlowState state, bool taken, bool now)
    {
        string code = CompareWords.Code(state);
        Said head = now ? Say(code.Length > 0 ? $"{code} · now here" : "now here", code.Length > 0 ? $"{code} · 現在" : "現在") : code.Length > 0 ? code : "";
        Words(scene, x, y, width, head, CompareWords.Of(state), taken, now);
    }

    private static void Words(Scene scene, double x, double y, double width, Said head, Said words, bool taken, bool strong)
    {
        scene.Rectangle(x, y, width, Height, strong ? "#fdf0e6" : taken ? "#fff8f2" : "#f4f6f8", taken ? new Pen(Palette.Focus, strong ? 2.4 : 1.4) : new Pen("#d5dae0", 1), words);
        Said[] lines = Lines(words, width - 16, head.En.Length > 0 ? 2 : 3);
        double first = y + (Height / 2) + 5 - (8 * (lines.Length - (head.En.Length > 0 ? 0 : 1)));
        if (head.En.Length > 0)
        {
            scene.Text(x + (width / 2), first, head, (strong ? TextStyle.Strong : TextStyle.Soft) with { Size = 12 }, Scenes.Anchor.Middle);
            first += 16;
        }

        for (int i = 0; i < lines.Length; i++) scene.Text(x + (width / 2), first + (16 * i), lines[i], TextStyle.Plain, Scenes.Anchor.Middle);
    }

    // Words broken to a width, each language by itself: at spaces, or anywhere in Japanese.
    private static Said[] Lines(Said words, double room, int most)
    {
        string[] en = Broken(words.En, room, most, ' '), ja = Broken(words.Ja, room, most, null);
        return [.. Enumerable.Range(0, Math.Max(en.Length, ja.Length)).Select(i => Say(i < en.Length ? en[i] : "", i < ja.Length ? ja[i] : ""))];
    }

    private static string[] Broken(string text, double room, int most, char? at)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string piece in at is null ? text.Select(c => c.ToString()) : text.Split(' ').Select((w, i) => i == 0 ? w : " " + w))
        {
            if (line.Length > 0 && TextWidth.Of(line + piece, 12) > room && lines.Count < most - 1)
            {
                lines.Add(line);
                line = piece.TrimStart();
            }
            else
            {
                line += piece;
            }
        }

        lines.Add(TextWidth.Fit(line, 12, room));
        return [.. lines];
    }
}
