using Waymark.Core.Record;

namespace Waymark.App.Features.Accesses;

/// <summary>An entry of the audit as people read it: "Looked at the summary".</summary>
public static class Deeds
{
    public static string Of(AuditEntry entry) => entry.Action == AuditAction.Search ? $"Searched for ‘{entry.Terms}’{Refused(entry)}" : Done(entry) + Refused(entry);

    static string Refused(AuditEntry entry) => entry.Outcome == AuditOutcome.Done ? "" : ": it was refused";

    static string Done(AuditEntry entry) => entry.Action switch
    {
        AuditAction.Change or AuditAction.Administer => Changed(entry.What),
        AuditAction.Download when entry.What == "documents/need" => "Took a document away",
        AuditAction.Download => $"Took away {Seen(entry.What)}",
        _ when entry.What.StartsWith("limit/", StringComparison.Ordinal) => "Was asked to wait, having been shown so much",
        _ => $"Looked at {Seen(entry.What)}",
    };

    static string Changed(string what) => what switch
    {
        "children/reason" => "Gave a reason to open the record",
        "children/emergency" => "Opened the record in an emergency",
        "children/changes" => "Recorded what changed",
        "documents/attach" => "Attached a file",
        "documents/ask" => "Asked to take a document away",
        "documents/answer" => "Answered whether a document may be taken away",
        "accesses/review" => "Reviewed a reason for opening a record",
        "accesses/unusual" => "Reviewed what was out of the ordinary",
        "accesses/export/take" => "Took away the audit as a file",
        "workstep/start" => "Started a piece of work",
        "workstep/finish" => "Finished a piece of work",
        "request/send" => "Sent a request",
        "request/answer" or "request/answer-outside" => "Answered a request",
        "casenotes/inerror" or "process/mark-error" => "Marked an entry as recorded in error",
        "process/cancel" => "Cancelled a process",
        "process/move" => "Moved a process to another version",
        "pack/publish" => "Put a version of the processes in force",
        "clock/move" => "Moved the demonstration's day",
        _ => Part(what) switch
        {
            "workstep" or "worksteps" => "Wrote in a piece of work",
            "request" or "requests" => "Passed on or took back a request",
            "casenotes" => "Wrote a case note",
            "notices" => "Read a notice, or said how letters come",
            "accesses" => "Changed who may see a record, or the audit as a file",
            "administration" or "user" => "Changed workers, posts, training or allocations",
            "children" => "Changed a child's record",
            "timer" => "Time passed",
            _ => "Changed something",
        },
    };

    static string Seen(string what) => what switch
    {
        "work/index" => "their own work",
        "work/team" => "their team’s work",
        "homes/index" => "the children of their home",
        "children/index" => "the list of children",
        "children/show" => "the summary",
        "children/chronology" => "the chronology",
        "children/changes" => "what changed",
        "children/placements" => "the placements",
        "children/reason" => "the page that asks for a reason",
        "children/start" => "the page that starts work for several children",
        "documents/index" => "the documents",
        "documents/need" => "the page that asks what a document is needed for",
        "processes/print" => "a process as one document",
        "concerns/index" or "concerns/export" => "the concerns",
        "accesses/child" => "who looked at this record",
        "accesses/mine" => "what they opened themselves",
        "accesses/restrictions" => "who may see this record",
        "accesses/unusual" => "what was out of the ordinary",
        "accesses/exports" or "accesses/exportfile" => "the audit as a file",
        "accesses/emergency" => "the page that opens a record in an emergency",
        "demonstration/clock" => "the demonstration’s day",
        "front/index" => "the first page",
        _ => Part(what) switch
        {
            "processes" or "process" => "a process",
            "worksteps" or "workstep" => "a piece of work",
            "requests" or "request" => "a request",
            "casenotes" => "case notes",
            "documents" => "a file",
            "bundles" => "papers for the court or a director",
            "accesses" => "who opened which record",
            "registers" => "a register",
            "notices" => "their notices",
            "administration" => "workers, posts and allocations",
            "packs" => "the processes and their versions",
            _ => "a page",
        },
    };

    static string Part(string what) => what.Split('/')[0];
}
