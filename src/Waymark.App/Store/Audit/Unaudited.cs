namespace Waymark.App.Store.Audit;

/// <summary>
/// Queries that bring a child's id and are no access to the child's record, so that no entry names the child. Each is marked with
/// one of these; any other that brings a child whom the request's entries don't name is a fault, which a test looks for.
/// </summary>
public static class Unaudited
{
    /// <summary>What ties the viewer to the children who are asked about: decides, and is not shown.</summary>
    public const string Ruling = "asks whether the viewer may";

    /// <summary>Rows that are counted: of those that are then named, the page tells.</summary>
    public const string Counting = "counts for a figure";

    /// <summary>Cases that work about the service may go through: decides what is offered. Of those that are then named, the page tells.</summary>
    public const string Gathering = "gathers the cases for work about the service";

    /// <summary>Every mark, and why it needs no entry.</summary>
    public static readonly IReadOnlyDictionary<string, string> Tags = new Dictionary<string, string>
    {
        [Ruling] = "What ties a worker to a child decides whether a record opens. Where it does, the page says whom it shows; where it doesn't, the refusal is the entry; where it only leads to another page, that page's is.",
        [Counting] = "A figure names nobody. The children of the lines that are shown with it are in the entry.",
        [Gathering] = "Which cases a meeting goes through is decided over all of them. The children of those that its page names are in the entry; of the rest the page says nothing.",
    };
}
