using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Doors;

/// <summary>Roles of a caller: one for all projects, and others for some.</summary>
public sealed partial class Grants
{
    /// <summary>Stands for every project; a project of this name is reached by no grant of its own.</summary>
    public const string AllProjects = "all";

    private readonly SortedDictionary<string, Role> projects = new(StringComparer.Ordinal);

    private Grants(IEnumerable<KeyValuePair<string, Role>> roles)
    {
        foreach ((string project, Role role) in roles)
        {
            if (project == AllProjects) Everywhere = role;
            else projects[project] = role;
        }
    }

    /// <summary>No role anywhere.</summary>
    public static Grants None { get; } = new([]);

    /// <summary>Role in every project.</summary>
    public Role Everywhere { get; }

    /// <summary>Highest role that the caller has anywhere.</summary>
    public Role Highest => projects.Values.Append(Everywhere).Max();

    /// <summary>Role in a project.</summary>
    public Role In(string project) => projects.TryGetValue(project, out Role role) && role > Everywhere ? role : Everywhere;

    /// <summary>One role everywhere.</summary>
    public static Grants All(Role role) => new([new(AllProjects, role)]);

    /// <summary>From names: project (or "all") to role.</summary>
    /// <param name="place">Where the names stand, for the message.</param>
    /// <param name="roles">Project to role.</param>
    /// <exception cref="InvalidParameterException">A project or a role has no such name.</exception>
    public static Grants Parse(string place, IEnumerable<KeyValuePair<string, string>> roles) => new(roles.Select(r =>
    {
        if (!Segment().IsMatch(r.Key)) throw new InvalidParameterException($"{place} names the project '{r.Key}'; expected a lower-case letter, then up to 62 of a-z, 0-9 and '-', or '{AllProjects}'.");
        return KeyValuePair.Create(r.Key, r.Value switch
        {
            "reader" => Role.Reader,
            "analyst" => Role.Analyst,
            "admin" => Role.Admin,
            _ => throw new InvalidParameterException($"{place} names the role '{r.Value}'; expected reader, analyst or admin."),
        });
    }));

    /// <summary>From "project=role" texts.</summary>
    /// <exception cref="InvalidParameterException">A text is not of that form.</exception>
    public static Grants Parse(string place, IEnumerable<string> texts) => Parse(place, texts.Select(t => t.Split('=') is [var project, var role]
        ? KeyValuePair.Create(project, role) : throw new InvalidParameterException($"{place} has '{t}'; expected PROJECT=ROLE.")));

    /// <summary>As "project=role" texts with commas, all projects first.</summary>
    public override string ToString() => string.Join(',', (Everywhere == Role.None ? [] : new[] { KeyValuePair.Create(AllProjects, Everywhere) }).Concat(projects).Select(p => $"{p.Key}={Word(p.Value)}"));

    /// <summary>A role as configuration, keys and tokens name it.</summary>
    public static string Word(Role role) => role.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Segment();
}
