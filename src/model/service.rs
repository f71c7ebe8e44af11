//! Services of daily life: what official directories say is where, and how many children find
//! a place to be looked after.

use std::collections::BTreeMap;

use crate::geo::Position;
use crate::model::sheet::Provenance;
use crate::model::territory::Town;
use crate::{choice, record};

choice! {
    /// A service of daily life, in the order in which families ask for them.
    pub enum ServiceKind {
        /// Nursery or primary school.
        School = "ecole",
        /// Day nursery.
        Nursery = "creche",
        /// Lower secondary school.
        MiddleSchool = "college",
        /// Upper secondary school.
        HighSchool = "lycee",
        /// General practitioner.
        Doctor = "medecin",
        /// Pharmacy.
        Pharmacy = "pharmacie",
        /// Bakery.
        Bakery = "boulangerie",
        /// Grocery, small supermarket.
        Grocery = "epicerie",
        /// Supermarket.
        Supermarket = "supermarche",
        /// Post office, or a shop that does its work.
        Post = "poste",
        /// Bank.
        Bank = "banque",
        /// Fuel station.
        Fuel = "station-service",
        /// Railway station.
        Station = "gare",
        /// Nurse.
        Nurse = "infirmier",
        /// Physiotherapist.
        Physiotherapist = "kinesitherapeute",
        /// Dentist.
        Dentist = "dentiste",
        /// Several who care under one roof.
        HealthCenter = "maison-de-sante",
        /// Hospital, clinic.
        Hospital = "hopital",
        /// Emergency ward.
        Emergency = "urgences",
        /// Library.
        Library = "bibliotheque",
        /// Cinema.
        Cinema = "cinema",
        /// Swimming pool.
        Pool = "piscine",
        /// Sports hall.
        Gym = "gymnase",
        /// Desk of public services.
        FranceServices = "france-services",
        /// Home for the elderly.
        CareHome = "ehpad",
        /// Town hall: every commune has one, and is where it stands.
        TownHall = "mairie",
    }
}

record! {
    /// A service, or several of a kind at one place.
    pub struct Service {
        /// What its directory calls it.
        id "id": Option<String>, "identifiant officiel", "0150000A";
        /// What it is.
        kind "type": ServiceKind, "type de service", "boulangerie";
        /// Where it is.
        commune "commune": Town, "commune", "\"15138\"";
        /// Its position.
        position "position": Option<Position>, "[latitude, longitude]", "[45.11, 2.87]";
        /// Its name, never that of a person.
        name "nom": Option<String>, "nom", "Médiathèque";
        /// Whether it is a private school.
        private "prive": bool, "enseignement privé", "oui";
        /// How many there are, when there are several.
        count "nombre": Option<u32>, "combien il y en a à cet endroit", "2";
    }
}

record! {
    /// Services of a directory.
    pub struct ServiceSheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les services", "{titre: Base permanente des équipements, …}";
        /// The services.
        services "releves": Vec<Service>, "services", "[{type: boulangerie, commune: \"15138\", position: [45.11, 2.87]}]";
    }
}

record! {
    /// How many children under three find a place in a commune.
    pub struct Childcare {
        /// The commune.
        commune "commune": Town, "commune", "\"15138\"";
        /// In which year.
        year "annee": u32, "année", "2023";
        /// Places for a hundred children.
        rate "taux": f64, "places pour 100 enfants de moins de trois ans", "61.5";
        /// Those of them in day nurseries.
        nurseries "taux_creche": Option<f64>, "dont en crèche", "18.2";
        /// Places.
        places "places": Option<u32>, "places, tous modes d’accueil", "48";
    }
}

record! {
    /// Childcare by commune.
    pub struct ChildcareSheet {
        /// Where it comes from.
        provenance "provenance": Provenance, "d’où viennent les chiffres", "{titre: Taux de couverture, …}";
        /// The readings.
        readings "releves": Vec<Childcare>, "relevés", "[{commune: \"15138\", annee: 2023, taux: 61.5}]";
    }
}

/// What imports know of the services of a département.
#[derive(Debug, Clone, Default)]
pub struct Services {
    /// Schools, by those who run them.
    pub schools: Option<ServiceSheet>,
    /// Places of care, by those who allow them.
    pub care: Option<ServiceSheet>,
    /// The census of all of them.
    pub facilities: Option<ServiceSheet>,
    /// Childcare.
    pub childcare: Option<ChildcareSheet>,
}

/// The services of a kind in a département, and where that comes from.
pub type Known<'a> = (&'a Provenance, Vec<&'a Service>);

impl Services {
    /// The services by kind. Where two sheets know a kind, the one that is about it is believed
    /// and the census of all left out: nothing is there twice.
    pub fn by_kind(&self) -> BTreeMap<ServiceKind, Known<'_>> {
        let mut all: BTreeMap<ServiceKind, Known<'_>> = BTreeMap::new();
        for sheet in [&self.schools, &self.care, &self.facilities].into_iter().flatten() {
            let mut own: BTreeMap<ServiceKind, Vec<&Service>> = BTreeMap::new();
            for service in &sheet.services {
                own.entry(service.kind).or_default().push(service);
            }
            for (kind, services) in own {
                all.entry(kind).or_insert((&sheet.provenance, services));
            }
        }
        all
    }

    /// The latest reading of childcare in a commune.
    pub fn childcare_in(&self, town: Town) -> Option<(&ChildcareSheet, &Childcare)> {
        let sheet = self.childcare.as_ref()?;
        let own = sheet.readings.iter().filter(|one| one.commune == town);
        Some((sheet, own.max_by_key(|one| one.year)?))
    }

    /// Where the town hall of a commune stands.
    pub fn town_hall(&self, town: Town) -> Option<Position> {
        let all = self.facilities.iter().flat_map(|sheet| &sheet.services);
        let mut halls = all.filter(|one| one.kind == ServiceKind::TownHall);
        halls.find(|one| one.commune == town)?.position
    }
}
