using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Worksteps;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Request = Waymark.Core.Processes.Request;

namespace Waymark.App.Features.Requests;

/// <summary>What every page of one request stands on.</summary>
public abstract class RequestPage : FormPage
{
    public Request Asked => Workstep.Requests.First(r => r.Id == id);
    public RequestDefinition Kind => Form.Request(Asked.Definition)!;
    public override string Part => $"answer:{id}";
    private Guid id;

    protected async Task<IActionResult?> Open(Guid request, AccessVerb verb = AccessVerb.Read)
    {
        var access = await Viewer.Request(request, verb);
        if (access.Row is not { } row) return Refuse(access);
        id = request;
        return await Load(row.WorkstepId, verb);
    }

    /// <summary>The request's own address, not its workstep's.</summary>
    public string Here(string path = "") => Url.Content($"~/requests/{id}{path}");

    public Clock? Clock => Standings.ClockOf(Process, Form, Workstep, Asked);

    /// <summary>Fields that the request asks for and that stand alone, and tables of which it asks a column.</summary>
    public IEnumerable<Waymark.Core.Packs.Field> Fills => Kind.Fills.Select(Form.FindField).OfType<Waymark.Core.Packs.Field>();

    public IEnumerable<Waymark.Core.Packs.Field> Tables => Fills.Select(f => Form.TableOf(f.Id)).OfType<Waymark.Core.Packs.Field>().Distinct();

    public IEnumerable<Waymark.Core.Packs.Field> Alone => Fills.Where(f => Form.TableOf(f.Id) is null);

    public bool Filled(Waymark.Core.Packs.Field column) => Kind.Fills.Contains(column.Id);
}
