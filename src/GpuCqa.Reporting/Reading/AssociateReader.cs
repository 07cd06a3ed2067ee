using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads a test of given states back.</summary>
internal static class AssociateReader
{
    public static AssociateResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        AssociateParameters parameters = ParameterReader.Read(record.Object("parameters"), new AssociateParameters { Readouts = [], Layout = "", Values = "", LotColumn = "" });
        List<TestedLot> lots = Lots(files, parameters.Readouts);
        var states = new StateIndex();
        List<StateFraction> fractions = TableReaders.Fractions(files, ResultTables.States.File, csv => states.Add(csv.Text(csv.Column("column")) ?? "", csv.Text(csv.Column("state")) ?? ""));
        var result = new AssociateResult
        {
            Parameters = parameters,
            Tests = new AssociationFindings
            {
                Parameters = parameters,
                Design = SummaryReader.Design(summary),
                Lots = lots,
                Partitions = Partitions(files, states, lots, fractions),
                Fractions = fractions,
                Associations = TableReaders.Associations(files, csv => states.Find(csv.Text(csv.Column("column")) ?? "", csv.Text(csv.Column("state")) ?? "")
                    ?? throw new BadDataException(files.PathOf(ResultTables.StateAssociations.File), null, $"names the state '{csv.Text(csv.Column("state"))}', which states.csv does not have.")),
                Extents = ExtentReader.Read(summary, s => states.Find(s.OptionalString("column") ?? states.Columns[0], s.String("state")) ?? throw new KeyNotFoundException($"names the state '{s.String("state")}', which states.csv does not have.")),
            },
            Warnings = SummaryReader.Warnings(summary),
            Notes = SummaryReader.Notes(summary),
            ReferenceHash = SummaryReader.ReferenceHash(summary),
        };
        return result with { Prediction = PredictionReader.Read(files, summary, result.Tests), Effective = EffectiveReader.Read(files, summary, result.Tests) };
    }

    private static List<TestedLot> Lots(FolderFiles files, IReadOnlyList<string> readouts)
    {
        var lots = new List<TestedLot>();
        files.Read(ResultTables.StateLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            int[] values = [.. readouts.Select(r => c("readout_" + r))];
            while (csv.Read()) lots.Add(new TestedLot(csv.Text(c("lot")) ?? "", csv.Text(c("donor")), csv.Text(c("tissue")), csv.Text(c("batch")), csv.Text(c("process")), [.. values.Select(csv.Number)]));
        });
        return lots;
    }

    private static StatePartition[] Partitions(FolderFiles files, StateIndex states, List<TestedLot> lots, List<StateFraction> fractions)
    {
        Dictionary<string, int> place = lots.Select((l, i) => (l.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
        var rows = new Dictionary<(StateId State, int Lot), StateFraction>();
        foreach (StateFraction f in fractions)
        {
            if (!place.TryGetValue(f.Lot, out int lot)) throw new BadDataException(files.PathOf(ResultTables.States.File), null, $"has the lot '{f.Lot}', which lots.csv does not name.");
            rows[(f.State, lot)] = f;
        }

        StateFraction at(int p, int k, int lot) => rows.GetValueOrDefault((new StateId(p, k), lot)) ?? throw new BadDataException(files.PathOf(ResultTables.States.File), null, $"has no row of the state '{states.States(p)[k]}' in lot '{lots[lot].Name}'.");
        return [.. states.Columns.Select((column, p) =>
        {
            StateFraction[][] own = [.. states.States(p).Select((_, k) => lots.Select((_, lot) => at(p, k, lot)).ToArray())];
            return own.All(s => s.All(f => f.Count is not null && f.Cells is not null))
                ? StatePartition.OfCounts(column, states.States(p), [.. own.Select(s => s.Select(f => f.Count!.Value).ToArray())], [.. own[0].Select(f => f.Cells!.Value)])
                : StatePartition.OfFractions(column, states.States(p), [.. own.Select(s => s.Select(f => f.Fraction).ToArray())]);
        })];
    }

    /// <summary>States in the order in which a table names them, column by column.</summary>
    private sealed class StateIndex
    {
        private readonly List<string> columns = [];
        private readonly List<List<string>> states = [];
        private readonly Dictionary<(string Column, string State), StateId> found = [];

        public List<string> Columns => columns;

        public List<string> States(int column) => states[column];

        public StateId? Find(string column, string state) => found.TryGetValue((column, state), out StateId id) ? id : null;

        public StateId Add(string column, string state)
        {
            if (Find(column, state) is { } known) return known;
            int p = columns.IndexOf(column);
            if (p < 0)
            {
                p = columns.Count;
                columns.Add(column);
                states.Add([]);
            }

            states[p].Add(state);
            return found[(column, state)] = new StateId(p, states[p].Count - 1);
        }
    }
}
